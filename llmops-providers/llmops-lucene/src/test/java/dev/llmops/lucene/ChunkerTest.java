package dev.llmops.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.InvalidInputException;
import dev.llmops.api.grounding.Document;
import dev.llmops.api.model.TokenCounter;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ChunkerTest {
    /** One token per word, so that budgets can be counted by eye. */
    private static final TokenCounter WORDS = text -> {
        String stripped = text.toString().strip();
        return new TokenCounter.Count(stripped.isEmpty() ? 0 : stripped.split("\\s+", -1).length, false);
    };

    @Test
    void aChunkNeverCrossesAHeading() {
        List<Chunk> chunks = Chunker.standard().split(markdown("# A\n\none\n\n## B\n\ntwo\n\n# C\n\nthree"));

        assertThat(chunks).extracting(Chunk::text).containsExactly("# A\n\none", "## B\n\ntwo", "# C\n\nthree");
        assertThat(chunks)
                .extracting(Chunk::headingPath)
                .containsExactly(List.of("A"), List.of("A", "B"), List.of("C"));
        assertThat(chunks.get(1).section().start()).isEqualTo(10);
    }

    @Test
    void aHeadingWithNothingBelowItIsKeptWithTheNext() {
        List<Chunk> chunks = Chunker.standard().split(markdown("# A\n\n## B\n\ntext\n\n## C\n"));

        assertThat(chunks).extracting(Chunk::text).containsExactly("# A\n\n## B\n\ntext", "## C");
        assertThat(chunks.get(0).headingPath()).containsExactly("A", "B");
    }

    @Test
    void headingsLoseTheirMarks() {
        List<Chunk> chunks = Chunker.standard()
                .split(markdown("# The `run` **method** of [Pump](pump.md) {#run} ##\ntext\n\nSet\nup\n---\nmore"));

        assertThat(chunks.get(0).headingPath()).containsExactly("The run method of Pump");
        assertThat(chunks.get(1).headingPath()).containsExactly("The run method of Pump", "Set up");
    }

    @Test
    void blocksArePutTogetherAsLongAsTheyFit() {
        List<Chunk> chunks = split(8, "a b c\n\nd e f\n\ng h i\n\nj k l");

        assertThat(chunks).extracting(Chunk::text).containsExactly("a b c\n\nd e f", "g h i\n\nj k l");
    }

    @Test
    void aBlockThatDoesNotFitIsCutBetweenSentences() {
        List<Chunk> chunks = split(8, "One two three four. Five six seven eight. Nine ten eleven.");

        assertThat(chunks)
                .extracting(Chunk::text)
                .containsExactly("One two three four. Five six seven eight.", "Nine ten eleven.");
    }

    @Test
    void aSentenceThatDoesNotFitIsCutBetweenWords() {
        List<Chunk> chunks = split(8, "a b c d e f g h i j");

        assertThat(chunks).extracting(Chunk::text).containsExactly("a b c d e f g h", "i j");
    }

    @Test
    void aWordThatDoesNotFitIsCutBetweenCharacters() {
        List<Chunk> chunks = Chunker.builder().tokens(8).build().split(Document.of("d", "😀".repeat(10)));

        assertThat(chunks).extracting(Chunk::text).containsExactly("😀".repeat(4), "😀".repeat(4), "😀".repeat(2));
    }

    @Test
    void codeThatFitsIsNotCut() {
        List<Chunk> chunks = split(8, "a b c d e\n\n```\nx y\n\nz w\n```\n\nf");

        assertThat(chunks).extracting(Chunk::text).containsExactly("a b c d e", "```\nx y\n\nz w\n```\n\nf");
    }

    @Test
    void codeThatDoesNotFitIsCutBetweenLines() {
        List<Chunk> chunks = split(8, "```\na b c\nd e f\ng h i\nj k l\n```");

        assertThat(chunks).extracting(Chunk::text).containsExactly("```\na b c\nd e f", "g h i\nj k l\n```");
    }

    @Test
    void headingsInsideCodeAreCode() {
        List<Chunk> chunks =
                Chunker.standard().split(markdown("# A\n\n```\n# not a heading\n```\n\n~~~\n# nor this\n~~~"));

        assertThat(chunks).hasSize(1);
    }

    @Test
    void rowsOfATableThatIsCutKnowItsHead() {
        List<Chunk> chunks =
                split(12, "| name | due |\n|---|---|\n| P-101 | May |\n| P-102 | June |\n| P-103 | July |");

        assertThat(chunks).hasSize(2);
        assertThat(chunks.get(0).tableHeader()).isEmpty();
        assertThat(chunks.get(1).text()).startsWith("| P-102");
        assertThat(chunks.get(1).tableHeader()).isEqualTo("| name | due |\n|---|---|");
    }

    @Test
    void theNextChunkRepeatsTheLastSentences() {
        Chunker chunker = Chunker.builder().tokens(8).overlap(1).counter(WORDS).build();

        List<Chunk> chunks = chunker.split(Document.of("d", "One two three. Four five. Six seven. Eight nine ten."));

        assertThat(chunks).hasSize(2);
        assertThat(chunks.get(0).text()).isEqualTo("One two three. Four five. Six seven.");
        assertThat(chunks.get(1).text()).isEqualTo("Six seven. Eight nine ten.");
        assertThat(chunks.get(1).coreStart()).isEqualTo(chunks.get(1).span().start() + "Six seven. ".length());
    }

    @Test
    void aPageBreakEndsASection() {
        Document document = Document.builder("d", "first page\fsecond page")
                .mediaType("application/pdf")
                .build();

        assertThat(Chunker.standard().split(document))
                .extracting(Chunk::text)
                .containsExactly("first page", "second page");
    }

    @Test
    void lineEndsOfWindowsAreLineEnds() {
        List<Chunk> chunks = Chunker.standard().split(markdown("# A\r\n\r\none\r\n\r\n# B\r\n\r\ntwo\r\n"));

        assertThat(chunks).extracting(Chunk::text).containsExactly("# A\r\n\r\none", "# B\r\n\r\ntwo");
        assertThat(chunks.get(1).headingPath()).containsExactly("B");
    }

    @Test
    void aBlankDocumentHasNoChunks() {
        assertThat(Chunker.standard().split(Document.of("d", ""))).isEmpty();
        assertThat(Chunker.standard().split(Document.of("d", " \n\t\r\n\f"))).isEmpty();
    }

    @Test
    void refusesABudgetThatNothingFitsIn() {
        assertThatThrownBy(() -> Chunker.builder().tokens(7))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("tokens must be in [8");
    }

    @Test
    @Timeout(20)
    void largeHostileTextsTakeLittleTime() {
        int size = 200_000;
        for (String text : List.of(
                "x".repeat(size),
                "# " + " ".repeat(size) + "x",
                "[".repeat(size),
                "|".repeat(size) + "\n|-|",
                "- ".repeat(size),
                "`".repeat(size),
                "a\n===\n".repeat(size / 6),
                "# " + "[".repeat(size))) {
            List<Chunk> chunks = Chunker.standard().split(markdown(text));

            assertThat(chunks.get(chunks.size() - 1).span().end())
                    .isEqualTo(text.stripTrailing().length());
        }
    }

    @Test
    void aLongWordIsNotCountedAsAWholeForEveryChunk() {
        AtomicLong counted = new AtomicLong();
        TokenCounter counting = text -> {
            counted.addAndGet(text.length());
            return TokenCounter.estimating().count(text);
        };
        String text = "x".repeat(300_000);

        List<Chunk> chunks =
                Chunker.builder().tokens(100).counter(counting).build().split(markdown(text));

        assertThat(chunks).hasSize(300_000 / 350 + 1);
        assertThat(counted.get()).isLessThan(100L * text.length());
    }

    private static List<Chunk> split(int tokens, String text) {
        return Chunker.builder().tokens(tokens).counter(WORDS).build().split(markdown(text));
    }

    private static Document markdown(String text) {
        return Document.builder("d", text).mediaType("text/markdown").build();
    }
}
