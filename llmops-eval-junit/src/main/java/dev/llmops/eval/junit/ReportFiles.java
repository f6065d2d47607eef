package dev.llmops.eval.junit;

import dev.llmops.eval.gate.GateReport;
import dev.llmops.eval.gate.JUnitXml;
import dev.llmops.eval.gate.Markdown;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes what a gate found where a build server looks for it. */
final class ReportFiles {
    private ReportFiles() {}

    static void write(GateReport report, Class<?> owner, Path directory) {
        try {
            Files.createDirectories(directory);
            String name = "gate-" + owner.getName();
            Files.writeString(directory.resolve(name + ".md"), Markdown.of(report));
            Files.writeString(directory.resolve("TEST-" + name + ".xml"), JUnitXml.of(report, owner.getName()));
        } catch (IOException e) {
            throw new UncheckedIOException("The report of the gate cannot be written to " + directory, e);
        }
    }
}
