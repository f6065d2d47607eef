package dev.llmops.eval.junit;

import dev.llmops.api.Require;
import dev.llmops.api.TimeSource;
import dev.llmops.eval.Item;
import dev.llmops.eval.dataset.Dataset;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Gives a method one invocation for each item and repeat. */
public final class EvaluationTestExtension implements TestTemplateInvocationContextProvider {
    /** Is made by JUnit. */
    public EvaluationTestExtension() {}

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return annotation(context).isPresent();
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        EvaluationTest test = annotation(context).orElseThrow();
        int repeats = Require.inRange(test.repeats(), 1, Integer.MAX_VALUE, "repeats");
        Dataset dataset = dataset(test, context.getRequiredTestClass());
        Optional<Recording> recording = GateExtension.recording(context);
        recording.ifPresent(each -> each.begin(context.getRequiredTestMethod().getName(), dataset, repeats));
        AtomicLong position = new AtomicLong();
        return dataset.stream()
                .flatMap(item -> IntStream.range(0, repeats)
                        .mapToObj(repeat -> invocation(item, repeat, repeats, position.getAndIncrement(), recording)));
    }

    private static TestTemplateInvocationContext invocation(
            Item item, int repeat, int repeats, long position, Optional<Recording> recording) {
        String name = repeats == 1 ? item.id() : item.id() + ", repeat " + (repeat + 1) + " of " + repeats;
        return new ItemInvocation(name, new Trial(item, repeat, TimeSource.system()), position, recording);
    }

    private static Optional<EvaluationTest> annotation(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getTestMethod(), EvaluationTest.class);
    }

    private static Dataset dataset(EvaluationTest test, Class<?> owner) {
        if (test.value().isBlank() == test.source().isBlank()) {
            throw new EvaluationTestException("@EvaluationTest needs either a file or a source.");
        }
        Dataset dataset =
                test.source().isBlank() ? file(test.value()) : NamedMethod.call(owner, test.source(), Dataset.class);
        return test.limit() == Integer.MAX_VALUE ? dataset : dataset.limit(test.limit());
    }

    private static Dataset file(String name) {
        String end = name.toLowerCase(Locale.ROOT);
        if (end.endsWith(".jsonl")) {
            return Dataset.jsonl(Path.of(name));
        }
        if (end.endsWith(".csv")) {
            return Dataset.csv(Path.of(name));
        }
        throw new EvaluationTestException(
                "The data set " + name + " must end in .jsonl or .csv. Give others by a source method.");
    }
}
