package dev.llmops.benchmarks.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Directories among the temporary files that a later run finds again, since what lies in them takes time to write. */
final class KeptDirectory {
    private static final String WHOLE = "whole";

    private KeptDirectory() {}

    /** Fills a directory. */
    @FunctionalInterface
    interface Writer {
        void write(Path directory) throws IOException;
    }

    /**
     * {@return the directory {@code name}, filled by {@code writer} unless an earlier run has done so}
     *
     * @param name says all that makes a difference to the content
     */
    static Path of(String name, Writer writer) throws IOException {
        Path directory = Path.of(System.getProperty("java.io.tmpdir"), "llmops-benchmarks", name);
        Path mark = directory.resolve(WHOLE);
        if (!Files.exists(mark)) {
            Files.createDirectories(directory);
            writer.write(directory);
            Files.createFile(mark);
        }
        return directory;
    }
}
