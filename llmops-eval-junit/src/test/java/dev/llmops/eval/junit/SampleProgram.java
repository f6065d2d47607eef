package dev.llmops.eval.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.platform.engine.TestEngine;

/** Runs some samples with whatever JUnit its class loader has, and tells in texts what came. */
public final class SampleProgram implements Supplier<List<String>> {
    /** Is made by reflection. */
    public SampleProgram() {}

    @Override
    public List<String> get() {
        try {
            return run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> run() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("JUnit "
                + TestEngine.class.getProtectionDomain().getCodeSource().getLocation());
        Files.deleteIfExists(Path.of(Samples.BASELINE));
        lines.add(line("first", SampleRun.of(Samples.Compared.class)));
        lines.add(line("update", SampleRun.of(Samples.Compared.class, EvaluationGate.UPDATE, "true")));
        lines.add(line("same", SampleRun.of(Samples.Compared.class)));
        Samples.subject =
                item -> item.id().endsWith("3") || item.id().endsWith("5") ? Samples.wrong(item) : Samples.right(item);
        lines.add(line("worse", SampleRun.of(Samples.Compared.class)));
        Samples.subject = Samples::right;
        lines.add(line("repeats", SampleRun.of(Samples.Alone.class)));
        lines.add(line("nested", SampleRun.of(Samples.Strict.class)));
        Files.deleteIfExists(Path.of(Samples.BASELINE));
        return lines;
    }

    private static String line(String name, SampleRun run) {
        Set<String> thrown = new TreeSet<>();
        run.failed()
                .forEach((test, failure) ->
                        thrown.add(test + " " + failure.getClass().getSimpleName()));
        return name + ": " + run.passed().size() + " passed, failed " + thrown;
    }
}
