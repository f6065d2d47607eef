package dev.llmops.benchmarks.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * How long the tools took for the same texts, in this run.
 *
 * @param version which tools they are; empty if they are not there
 * @param works CPU seconds and score by the name of the work
 */
record PythonTimes(String version, Map<String, Work> works) {
    private static final String SCRIPT = "benchmarks/src/main/python/text_metrics.py";

    /** What a tool needed. */
    record Work(double seconds, double score) {}

    /** {@return what the tools need for the texts in {@code directory}; {@code PYTHON} names another interpreter} */
    static PythonTimes measure(Path directory) throws IOException, InterruptedException {
        String python = Objects.requireNonNullElse(System.getenv("PYTHON"), "python3");
        Process process = new ProcessBuilder(python, SCRIPT, directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String version = "";
        Map<String, Work> works = new LinkedHashMap<>();
        try (BufferedReader reader = process.inputReader()) {
            String line = reader.readLine();
            while (line != null) {
                String[] parts = line.split("\t", -1);
                if (parts[0].equals("version")) {
                    version = "sacreBLEU " + parts[1] + ", Python " + parts[2];
                } else {
                    works.put(parts[0], new Work(Double.parseDouble(parts[2]), Double.parseDouble(parts[3])));
                    System.out.printf(
                            Locale.ROOT,
                            "  (%s: %.2f s, of CPU %.2f s)%n",
                            parts[0],
                            Double.parseDouble(parts[1]),
                            Double.parseDouble(parts[2]));
                }
                line = reader.readLine();
            }
        }
        int status = process.waitFor();
        return status == 0 ? new PythonTimes(version, works) : new PythonTimes("", Map.of());
    }
}
