package dev.llmops.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Codes of failures are words to compare with and to count by: never sentences, and never without a documentation. */
class FailureCodesTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern WORDS = Pattern.compile("[a-z]+(-[a-z]+)*");

    /** Where the sources write codes: as an argument, as a constant, and in the two enums that have them. */
    private static final Pattern WRITTEN = Pattern.compile("""
            (?:\\.code\\(|new\\ Malformed(?:Answer|Stream)Exception\\(|broken\\(ErrorClass\\.[A-Z]+,
            |String\\ [A-Z_]*CODE[A-Z_]*\\ =|^\\ {8}[A-Z_]+\\((?="[a-z-]*"\\)[,;]))\\s*"([^"]+)"
            """, Pattern.COMMENTS | Pattern.MULTILINE);

    /** An argument that is joined of several, or is the message of something. */
    private static final Pattern PUT_TOGETHER =
            Pattern.compile("\\.code\\((?:[^()\"]|\"[^\"]*\"|\\(\\))*(?:\\+|getMessage)");

    @Test
    void everyCodeOfOursIsOfLowerCaseWordsWithHyphens() throws IOException {
        Set<String> codes = codes();

        assertThat(codes).allMatch(code -> WORDS.matcher(code).matches());
        // With none seen, the line above would hold.
        assertThat(codes).contains("web-page", "no-end-of-stream", "connection-lost", "event-too-long", "queue-full");
    }

    @Test
    void noCodeIsPutTogether() throws IOException {
        for (Path file : sources()) {
            assertThat(PUT_TOGETHER.matcher(Files.readString(file)).find())
                    .as("%s", file)
                    .isFalse();
        }
        assertThat(PUT_TOGETHER
                        .matcher(".code(\"longer than \" + most() + \" bytes\")")
                        .find())
                .isTrue();
        assertThat(PUT_TOGETHER.matcher(".code(e.getMessage())").find()).isTrue();
    }

    @Test
    void everyCodeOfOursIsDocumented() throws IOException {
        String pages = Files.readString(ROOT.resolve("docs/providers/remote.md"))
                + Files.readString(ROOT.resolve("docs/local-models.md"));

        assertThat(codes()).allSatisfy(code -> assertThat(pages).contains("`" + code + "`"));
    }

    private static Set<String> codes() throws IOException {
        Set<String> codes = new TreeSet<>();
        for (Path file : sources()) {
            Matcher written = WRITTEN.matcher(Files.readString(file));
            while (written.find()) {
                codes.add(written.group(1));
            }
        }
        return codes;
    }

    /** {@return the sources that make failures} */
    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            for (Path file : files.filter(FailureCodesTest::isSource).toList()) {
                String source = Files.readString(file);
                boolean isEnum = file.endsWith("TransportFault.java") || file.endsWith("StrayAnswer.java");
                if (isEnum || source.contains("ProviderFailure") || source.contains("Malformed")) {
                    sources.add(file);
                }
            }
        }
        return sources;
    }

    private static boolean isSource(Path file) {
        String name = file.toString().replace('\\', '/');
        return name.endsWith(".java") && name.contains("/src/main/java/") && !name.contains("/benchmarks/");
    }
}
