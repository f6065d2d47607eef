package dev.llmops.eval.run;

import dev.llmops.eval.Score;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Takes failures out of a results file, so that their items are asked again. */
final class FailedRows {
    private FailedRows() {}

    /** Replaces the file as a whole, if it has failures: however the process ends, the old file or the new one is there. */
    static void remove(Path directory) throws IOException {
        Path file = RunDirectory.results(directory);
        if (!hasFailures(directory, file)) {
            return;
        }
        Path kept = RunFiles.temporary(file);
        try {
            try (ResultLines lines = ResultLines.open(directory, file);
                    BufferedWriter out = Files.newBufferedWriter(kept, StandardCharsets.UTF_8)) {
                for (ResultRow row = lines.next(); row != null; row = lines.next()) {
                    if (!isFailure(row)) {
                        out.write(row.toJson());
                        out.write('\n');
                    }
                }
            }
            RunFiles.moveDurably(kept, file);
        } finally {
            Files.deleteIfExists(kept);
        }
    }

    private static boolean hasFailures(Path directory, Path file) {
        try (ResultLines lines = ResultLines.open(directory, file)) {
            for (ResultRow row = lines.next(); row != null; row = lines.next()) {
                if (isFailure(row)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isFailure(ResultRow row) {
        return row.result().output().failure().isPresent()
                || row.result().scores().values().stream().anyMatch(Score.Failed.class::isInstance);
    }
}
