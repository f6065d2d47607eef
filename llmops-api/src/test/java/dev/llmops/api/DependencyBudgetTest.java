package dev.llmops.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What this module makes an application carry. Maven writes the list just before the tests. */
class DependencyBudgetTest {
    private static final Path CLASSPATH = Path.of("target", "runtime-classpath.txt");

    @Test
    void jspecifyIsTheOnlyThirdPartyJar() throws IOException {
        assertThat(CLASSPATH)
                .as("written by Maven; run mvn process-test-classes once if an IDE runs this test")
                .exists();

        List<String> jars;
        try (Stream<String> entries = Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(Files.readString(CLASSPATH).strip())) {
            jars = entries.map(entry -> Path.of(entry).getFileName().toString()).toList();
        }

        assertThat(jars).singleElement().asString().startsWith("jspecify-");
    }
}
