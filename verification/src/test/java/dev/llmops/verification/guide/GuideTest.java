package dev.llmops.verification.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The guide shows what is compiled here, to the letter. */
final class GuideTest {
    private static final Pattern REGION =
            Pattern.compile("^ *// snippet: (\\w+)\\n(.*?)^ *// end$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern BLOCK =
            Pattern.compile("<!-- snippet: (\\w+) -->\\n```java\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    @Test
    void everyJavaBlockOfTheGuideIsASnippetThatRuns() throws IOException {
        Map<String, String> snippets =
                matches(REGION, Path.of("src/test/java/dev/llmops/verification/guide/SnippetsTest.java"));
        String guide = Files.readString(Path.of("../docs/guide.md"));
        Map<String, String> blocks = matches(BLOCK, Path.of("../docs/guide.md"));

        assertThat(blocks).isEqualTo(snippets);
        assertThat(guide.split("```java\n", -1)).hasSize(blocks.size() + 1);
    }

    private static Map<String, String> matches(Pattern pattern, Path file) throws IOException {
        Map<String, String> found = new TreeMap<>();
        Matcher matcher = pattern.matcher(Files.readString(file));
        while (matcher.find()) {
            // The line break at the end would count as a line without indentation.
            found.put(matcher.group(1), matcher.group(2).stripTrailing().stripIndent());
        }
        return found;
    }
}
