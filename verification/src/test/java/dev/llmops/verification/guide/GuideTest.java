package dev.llmops.verification.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The guide, the pages of local models and of evaluation and those of the providers show what is compiled here, to the letter. */
final class GuideTest {
    private static final Pattern REGION =
            Pattern.compile("^ *// snippet: (\\w+)\\n(.*?)^ *// end$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern BLOCK =
            Pattern.compile("<!-- snippet: (\\w+) -->\\n```java\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]+)[^)]*\\)");

    @Test
    void everyJavaBlockOfTheGuideIsASnippetThatRuns() throws IOException {
        Map<String, String> snippets = new TreeMap<>();
        for (Path file : files(Path.of("src/test/java/dev/llmops/verification/guide"), "SnippetsTest.java")) {
            add(matches(REGION, file), snippets, file);
        }
        Map<String, String> blocks = new TreeMap<>();
        int javaBlocks = 0;
        for (Path page : pages()) {
            add(matches(BLOCK, page), blocks, page);
            javaBlocks += Files.readString(page).split("```java\n", -1).length - 1;
        }

        assertThat(blocks).isEqualTo(snippets);
        assertThat(javaBlocks).isEqualTo(blocks.size());
    }

    @Test
    void everyLinkToAnotherPageLeadsThere() throws IOException {
        for (Path page : pages()) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                assertThat(page.resolveSibling(link.group(1)))
                        .as("link of %s", page)
                        .exists();
            }
        }
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(files(Path.of("../docs/providers"), ".md"));
        pages.add(Path.of("../docs/guide.md"));
        pages.add(Path.of("../docs/local-models.md"));
        pages.add(Path.of("../docs/evaluation.md"));
        return pages;
    }

    private static List<Path> files(Path folder, String suffix) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.getFileName().toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    private static void add(Map<String, String> found, Map<String, String> all, Path file) {
        found.forEach((name, text) -> assertThat(all.put(name, text))
                .as("a second %s, in %s", name, file)
                .isNull());
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
