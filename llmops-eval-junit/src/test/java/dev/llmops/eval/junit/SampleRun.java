package dev.llmops.eval.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.EngineFilter.includeEngines;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs samples as a build would and remembers what came. */
final class SampleRun implements TestExecutionListener {
    private final List<String> passed = new ArrayList<>();
    private final Map<String, Throwable> failed = new LinkedHashMap<>();
    private final List<String> entries = new ArrayList<>();

    private SampleRun() {}

    static SampleRun of(Class<?> sample, String... parameters) {
        return of(selectClass(sample), parameters);
    }

    static SampleRun of(DiscoverySelector selector, String... parameters) {
        LauncherDiscoveryRequestBuilder request =
                LauncherDiscoveryRequestBuilder.request().selectors(selector).filters(includeEngines("junit-jupiter"));
        for (int i = 0; i < parameters.length; i += 2) {
            request.configurationParameter(parameters[i], parameters[i + 1]);
        }
        LauncherDiscoveryRequest built = request.build();
        SampleRun run = new SampleRun();
        LauncherFactory.create().execute(built, run);
        return run;
    }

    @Override
    public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
        result.getThrowable().ifPresentOrElse(thrown -> failed.put(test.getDisplayName(), thrown), () -> {
            if (test.isTest()) {
                passed.add(test.getDisplayName());
            }
        });
    }

    @Override
    public synchronized void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
        entry.getKeyValuePairs().forEach((key, value) -> entries.add(key + ": " + value));
    }

    /** {@return the names of tests that passed} */
    List<String> passed() {
        return passed;
    }

    /** {@return what tests and classes threw, by name} */
    Map<String, Throwable> failed() {
        return failed;
    }

    /** {@return what was published} */
    List<String> entries() {
        return entries;
    }
}
