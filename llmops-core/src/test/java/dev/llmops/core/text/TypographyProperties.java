package dev.llmops.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.text.TextFilter;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TypographyProperties {
    private static final int CASES = 10_000;
    private static final String[] PIECES = {
        "the ",
        "the ",
        "of the ",
        " ",
        "  ",
        "\n",
        "\n\n",
        "    ",
        "         ",
        "`",
        "```",
        "\n```\n",
        "~~~\n",
        "(",
        ")",
        "[1]",
        "[2, 3]",
        "word",
        "Word. ",
        "this ",
        "is ",
        "a ",
        "apple",
        "an ",
        "pump",
        " ,",
        ".",
        "..",
        "...",
        "--",
        " — ",
        "\"",
        "“",
        "”",
        "«",
        "»",
        "i ",
        "i'm ",
        "I ",
        "<PERSON_1>",
        "<b>",
        "|",
        "> ",
        "- ",
        "{",
        "[",
        "https://a.b/c?d=e ",
        "é",
        "😀",
        "\t",
        "\r\n",
        "etc. ",
        "and ",
        "!",
        "?",
        " ;",
        "v".repeat(60),
        "42",
        "3.5",
        "x=1",
        "dont ",
        "(see "
    };
    private static final List<Typography> TYPOGRAPHIES = List.of(
            Typography.standard(),
            Typography.builder()
                    .dash(Typography.Dash.EM)
                    .ellipsis(Typography.Ellipsis.CHARACTER)
                    .build());

    @Test
    void aStreamComesOutLikeTheWholeTextForEveryChunking() {
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            String text = RandomTexts.of(random, PIECES, 50);
            Typography typography = TYPOGRAPHIES.get(seed % 2);

            String streamed = streamed(typography.filter().orElseThrow(), text, random);

            assertThat(streamed)
                    .as(() -> "from " + RandomTexts.shown(text))
                    .isEqualTo(typography.polish(text).text());
        }
    }

    @Test
    void noMoreIsHeldBackThanDeclared() {
        for (int seed = 0; seed < CASES / 5; seed++) {
            String text = RandomTexts.of(new Random(seed), PIECES, 50)
                    .replace("\n", " ")
                    .replace("  ", " ");
            TextFilter filter = Typography.standard().filter().orElseThrow();
            StringBuilder out = new StringBuilder();
            int shortened =
                    text.length() - Typography.standard().polish(text).text().length();
            for (int i = 0; i < text.length(); i++) {
                filter.feed(text.substring(i, i + 1), out::append);

                int held = i + 1 - out.length();
                if (held > filter.horizon() + Math.max(0, shortened)) {
                    throw new AssertionError(
                            "seed " + seed + ", after " + i + " characters of " + RandomTexts.shown(text));
                }
            }
        }
    }

    @Test
    void everyPositionLeadsBackInOrder() {
        for (int seed = 0; seed < CASES; seed++) {
            String text = RandomTexts.of(new Random(seed), PIECES, 50);
            CleanText polished = TYPOGRAPHIES.get(seed % 2).polish(text);
            int last = 0;
            for (int at = 0; at <= polished.text().length(); at++) {
                int source = polished.offsets().toSourceStart(at);

                if (source < last || source > text.length()) {
                    throw new AssertionError(
                            "seed " + seed + ", position " + at + " of the result of " + RandomTexts.shown(text));
                }
                last = source;
            }
        }
    }

    private static String streamed(TextFilter filter, String text, Random random) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int size = 1 + random.nextInt(random.nextInt(4) == 0 ? 200 : 7);
            int end = Math.min(text.length(), at + size);
            filter.feed(text.substring(at, end), out::append);
            at = end;
        }
        filter.finish(out::append);
        return out.toString();
    }
}
