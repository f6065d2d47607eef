package dev.llmops.api.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleSentenceSplitterProperties {
    private static final String[] PIECES = {
        ".",
        "!",
        "?",
        "…",
        "。",
        "？",
        " ",
        "  ",
        "\n",
        "\r\n",
        "\t",
        "\u2029",
        "\u00A0",
        "\"",
        ")",
        "(",
        "”",
        "[1]",
        "- ",
        "# ",
        "| ",
        "> ",
        "```",
        "~~~",
        "---",
        "===",
        "1. ",
        "A",
        "b",
        "Dr",
        "e.g",
        "The",
        "word",
        "7",
        "12.5",
        "日本",
        "と",
        "\uD83D\uDE00",
        "\uD83D",
        "\uDE00",
        "é",
        "\u0000",
        "@",
        "/",
        "am",
        "3",
        "März"
    };

    @Test
    void losesNothingWhateverTheText() {
        for (int seed = 0; seed < 20_000; seed++) {
            String text = randomText(new Random(seed));

            List<TextSpan> sentences = SentenceSplitter.standard().split(text);

            int at = 0;
            for (TextSpan sentence : sentences) {
                assertThat(sentence.start()).as("seed %d", seed).isEqualTo(at);
                assertThat(sentence.length()).as("seed %d", seed).isPositive();
                at = sentence.end();
                boolean withinPair =
                        at < text.length() && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
                assertThat(withinPair).as("seed %d", seed).isFalse();
            }
            assertThat(at).as("seed %d", seed).isEqualTo(text.length());
        }
    }

    @Test
    void splitsParagraphsIndependently() {
        for (int seed = 0; seed < 5_000; seed++) {
            String text = randomText(new Random(seed)).replace('`', 'x').replace('~', 'x');
            String before = "A paragraph. It has two sentences.\n\n";

            List<TextSpan> alone = SentenceSplitter.standard().split("Start\n\n" + text);
            List<TextSpan> after = SentenceSplitter.standard().split(before + "Start\n\n" + text);

            int shift = before.length();
            assertThat(after.subList(2, after.size()))
                    .as("seed %d", seed)
                    .isEqualTo(alone.stream()
                            .map(span -> new TextSpan(span.start() + shift, span.end() + shift))
                            .toList());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a.", " . ", ".\"", ". (", "\n ", "\n- ", "```\n", "a. B ", ".[1", "[1]", "| ", "=\n", "```a\n`"
            })
    void copesWithLongRunsOfWhatLooksLikeABoundary(String unit) {
        String text = unit.repeat(200_000 / unit.length());

        List<TextSpan> sentences = SentenceSplitter.standard().split(text);

        assertThat(sentences.stream().mapToInt(TextSpan::length).sum()).isEqualTo(text.length());
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        int pieces = random.nextInt(40);
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }
}
