package dev.llmops.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What this module makes an application carry. Maven writes the list just before the tests. */
class DependencyBudgetTest {
    private static final Path CLASSPATH = Path.of("target", "runtime-classpath.txt");
    private static final int MOST_JARS = 8;
    private static final long MOST_BYTES = 5L * 1024 * 1024;

    @Test
    void staysWithinTheBudgetOfThirdPartyJars() throws IOException {
        List<Path> jars = thirdPartyJars();
        long bytes = jars.stream().mapToLong(DependencyBudgetTest::size).sum();

        System.out.print(table(jars, bytes));

        assertThat(jars).as("third-party jars of llmops-core").hasSizeLessThanOrEqualTo(MOST_JARS);
        assertThat(bytes).as("their bytes in all").isLessThanOrEqualTo(MOST_BYTES);
    }

    private static List<Path> thirdPartyJars() throws IOException {
        assertThat(CLASSPATH)
                .as("written by Maven; run mvn process-test-classes once if an IDE runs this test")
                .exists();
        try (Stream<String> entries = Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(Files.readString(CLASSPATH).strip())) {
            return entries.filter(entry -> !entry.isEmpty()).map(Path::of).toList();
        }
    }

    private static String table(List<Path> jars, long bytes) {
        StringBuilder table = new StringBuilder("Third-party jars of llmops-core\n");
        jars.forEach(jar -> table.append(row(jar.getFileName().toString(), size(jar))));
        return table.append(row(jars.size() + " jars, at most " + MOST_JARS, bytes))
                .append(row("allowed", MOST_BYTES))
                .toString();
    }

    private static String row(String name, long bytes) {
        return String.format("  %-36s %,12d%n", name, bytes);
    }

    private static long size(Path jar) {
        try {
            return Files.size(jar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
