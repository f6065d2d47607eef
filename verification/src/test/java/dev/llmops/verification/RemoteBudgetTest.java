package dev.llmops.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What an application carries that uses the engine and every remote provider. Maven writes both lists. */
class RemoteBudgetTest {
    private static final List<Path> CLASSPATHS = List.of(
            Path.of("..", "llmops-core", "target", "runtime-classpath.txt"),
            Path.of("..", "llmops-providers", "llmops-remote", "target", "runtime-classpath.txt"));
    private static final int MOST_JARS = 12;
    private static final long MOST_BYTES = 8L * 1024 * 1024;

    @Test
    void coreAndRemoteStayWithinTheBudgetOfThirdPartyJars() throws IOException {
        Collection<Path> jars = thirdPartyJars();
        long bytes = jars.stream().mapToLong(RemoteBudgetTest::size).sum();

        System.out.print(table(jars, bytes));

        assertThat(jars).as("third-party jars").hasSizeLessThanOrEqualTo(MOST_JARS);
        assertThat(bytes).as("their bytes in all").isLessThanOrEqualTo(MOST_BYTES);
    }

    private static Collection<Path> thirdPartyJars() throws IOException {
        Map<String, Path> byName = new TreeMap<>();
        for (Path classpath : CLASSPATHS) {
            assertThat(classpath).as("written by mvn verify").exists();
            Pattern.compile(Pattern.quote(File.pathSeparator))
                    .splitAsStream(Files.readString(classpath).strip())
                    .filter(entry -> !entry.isEmpty())
                    .map(Path::of)
                    .forEach(jar -> byName.put(jar.getFileName().toString(), jar));
        }
        return new ArrayList<>(byName.values());
    }

    private static String table(Collection<Path> jars, long bytes) {
        StringBuilder table = new StringBuilder("Third-party jars of llmops-core and llmops-remote\n");
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
