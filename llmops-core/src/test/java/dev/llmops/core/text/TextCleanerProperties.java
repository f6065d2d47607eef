package dev.llmops.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.text.OffsetMap;
import java.text.Normalizer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextCleanerProperties {
    private static final int CASES = 5_000;
    private static final String[] PIECES = {
        " ",
        " ",
        "  ",
        "\n",
        "\n\n\n",
        "\t",
        "\r\n",
        "a",
        "b",
        "A",
        "word",
        "`",
        "```",
        "~~~",
        "|",
        ".",
        "?",
        "é",
        "Ã",
        "©",
        "Â",
        "\u0082",
        "\u0099",
        "€",
        "’",
        "“",
        "â",
        "€™",
        "\u200B",
        "\u200C",
        "\u200D",
        "\u202E",
        "\u202C",
        "\u2067",
        "\u2069",
        "\uFE0F",
        "👨",
        "🏽",
        "❤",
        "ا",
        "ह",
        "्",
        "\u0301",
        "\u0323",
        "\uD83D",
        "\uDC68",
        "\uFFFD",
        "\uFEFF",
        "\u00AD",
        "\u001B",
        "[31m",
        "\u0000",
        "&#38;",
        "&amp;",
        "\u1100",
        "\u1161",
        "\u11A8",
        "가",
        "\u037E",
        "\u212A",
        "\u1FEF",
        "\u2000",
        "\u3000",
        "Ａ",
        "ｶ",
        "ﾞ",
        "ŉ",
        "\u0085",
        "\u2028",
        "\uDB40\uDC67",
        "\uDB40\uDC7F",
        "\uD83C\uDFF4",
        "╨",
        "┐",
        "Р",
        "С",
        "ђ",
        "\u034F",
        "א",
        "\u200F",
        "Ã ",
        "à"
    };
    private static final List<TextCleaner> CLEANERS = List.of(
            TextCleaner.standard(),
            TextCleaner.builder()
                    .decodeHtmlEntities(true)
                    .splitLigatures(true)
                    .foldWidths(true)
                    .straightenQuotes(true)
                    .build());

    @Test
    void cleaningTwiceChangesNoMoreThanCleaningOnce() {
        forRandomTexts((text, cleaner, seed) -> {
            String once = cleaner.clean(text).text();

            assertThat(cleaner.clean(once).text())
                    .as(() -> "seed " + seed + ", " + RandomTexts.shown(text))
                    .isEqualTo(once);
        });
    }

    @Test
    void theResultIsComposedAndWellFormed() {
        forRandomTexts((text, cleaner, seed) -> {
            String clean = cleaner.clean(text).text();

            assertThat(Normalizer.isNormalized(clean, Normalizer.Form.NFC))
                    .as(() -> "seed " + seed + ", " + RandomTexts.shown(text))
                    .isTrue();
            assertThat(clean.codePoints()
                            .noneMatch(c -> c >= 0xD800 && c < 0xE000 || c < ' ' && c != '\n' && c != '\t'))
                    .as(() -> "seed " + seed + ", " + RandomTexts.shown(text))
                    .isTrue();
        });
    }

    @Test
    void everyPositionLeadsBackInOrder() {
        forRandomTexts((text, cleaner, seed) -> {
            CleanText clean = cleaner.clean(text);
            OffsetMap offsets = clean.offsets();
            int last = 0;
            for (int at = 0; at < clean.text().length(); at++) {
                int start = offsets.toSourceStart(at);
                int end = offsets.toSourceEnd(at + 1);
                if (start < last || end < start || end > text.length()) {
                    throw new AssertionError("seed " + seed + ", position " + at + " leads to [" + start + ", " + end
                            + ") of " + RandomTexts.shown(text));
                }
                last = start;
            }
        });
    }

    @Test
    void lettersAndDigitsOfPlainTextAreNeverTouched() {
        String[] plain = {
            "Pump", " ", "  ", "\n", "é", "ß", "Ж", "ő", "中", "文", "ק", "ع", "42", ",", ".", "ñ", "-", "ไ", "\u00A0"
        };
        Random random = new Random(17);
        for (int i = 0; i < CASES; i++) {
            String text = Normalizer.normalize(plainText(random, plain), Normalizer.Form.NFC);

            assertThat(wordsOf(TextCleaner.standard().clean(text).text()))
                    .as(() -> "from " + RandomTexts.shown(text))
                    .isEqualTo(wordsOf(text));
        }
    }

    private static String plainText(Random random, String[] pieces) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(30); i >= 0; i--) {
            text.append(pieces[random.nextInt(pieces.length)]);
        }
        return text.toString();
    }

    private static String wordsOf(String text) {
        return text.replaceAll("[ \n]+", " ").strip();
    }

    private static void forRandomTexts(Check check) {
        for (int seed = 0; seed < CASES; seed++) {
            String text = RandomTexts.of(new Random(seed), PIECES, seed % 10 == 0 ? 60 : 14);
            for (TextCleaner cleaner : CLEANERS) {
                check.that(text, cleaner, seed);
            }
        }
    }

    private interface Check {
        void that(String text, TextCleaner cleaner, int seed);
    }
}
