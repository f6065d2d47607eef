package dev.llmops.eval.conformance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Checks every golden file of a folder: a row for each file, and {@code N passed, M failed} last. */
public final class MetricsConformance {
    private static final int SHOWN = 5;

    private MetricsConformance() {}

    /** Takes the folder. */
    public static void main(String[] args) {
        long passed = 0;
        long failed = 0;
        List<String> rows = new ArrayList<>();
        for (Path file : GoldenFiles.in(Path.of(args[0]))) {
            long[] counts = run(file);
            passed += counts[0];
            failed += counts[1];
            rows.add(String.format("%-28s %6d passed %6d failed", file.getFileName(), counts[0], counts[1]));
        }
        rows.forEach(System.out::println);
        System.out.println(passed + " passed, " + failed + " failed");
        System.exit(failed == 0 && passed > 0 ? 0 : 1);
    }

    private static long[] run(Path file) {
        long[] counts = new long[2];
        for (GoldenCase golden : GoldenFiles.cases(file)) {
            try {
                GoldenFiles.check(golden);
                counts[0]++;
            } catch (AssertionError | RuntimeException e) {
                if (++counts[1] <= SHOWN) {
                    System.out.println("FAILED " + golden + ": " + e);
                }
            }
        }
        return counts;
    }
}
