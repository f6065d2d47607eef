package dev.llmops.testing;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs a contract on an implementation and tells which of its tests failed. */
final class ContractRun implements TestExecutionListener {
    private final Map<String, TestExecutionResult> results = new TreeMap<>();

    private ContractRun() {}

    /** {@return the names of the tests that failed} */
    static SortedSet<String> failures(Class<?> contract) {
        return run(contract).named(TestExecutionResult.Status.FAILED);
    }

    /** {@return the names of the tests that were skipped} */
    static SortedSet<String> skipped(Class<?> contract) {
        return run(contract).named(TestExecutionResult.Status.ABORTED);
    }

    private static ContractRun run(Class<?> contract) {
        ContractRun run = new ContractRun();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(contract))
                .build();
        Launcher launcher = LauncherFactory.create();
        launcher.execute(request, run);
        if (run.results.isEmpty()) {
            throw new AssertionError("No test of " + contract + " was run.");
        }
        return run;
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.isTest()) {
            results.put(test.getDisplayName().replace("()", ""), result);
        } else if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
            results.put(test.getDisplayName(), result);
        }
    }

    private SortedSet<String> named(TestExecutionResult.Status status) {
        SortedSet<String> names = new TreeSet<>();
        results.forEach((name, result) -> {
            if (result.getStatus() == status) {
                names.add(name);
            }
        });
        return names;
    }
}
