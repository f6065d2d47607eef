package dev.llmops.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.model.Content;
import dev.llmops.api.pipeline.Prompt;
import dev.llmops.testing.TestContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextCleanerTest {
    private final TextCleaner cleaner = TextCleaner.standard();
    private final TestContext context = TestContext.create();

    @Test
    void returnsThePromptItselfWhenThereIsNothingToClean() {
        Prompt prompt = Prompt.of("Which pumps are due?\n\n- the old one\n- the new one");

        assertThat(cleaner.process(prompt, context)).isSameAs(prompt);
        assertThat(context.notes()).isEmpty();
    }

    @Test
    void keepsTheOriginalAndLeadsBackToIt() {
        Prompt prompt = Prompt.of("  Which\u200B pumps\r\nare  schÃ¶n?");

        Prompt clean = cleaner.process(prompt, context);

        assertThat(clean.text()).isEqualTo("Which pumps\nare schön?");
        assertThat(clean.original()).isEqualTo(prompt.text());
        int at = clean.text().indexOf("schön");
        assertThat(prompt.text()
                        .substring(
                                clean.offsets().toSourceStart(at),
                                clean.offsets().toSourceEnd(at + 5)))
                .isEqualTo("schÃ¶n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "می‌خواهم",
                "क्‍ष",
                "ශ්‍රී",
                "👩‍👩‍👧‍👦",
                "🏳️‍🌈",
                "❤️",
                "1️⃣",
                "👍🏽",
                "🇩🇪",
                "🏴\uDB40\uDC67\uDB40\uDC62\uDB40\uDC65\uDB40\uDC6E\uDB40\uDC67\uDB40\uDC7F",
                "مرحبا",
                "Привет",
                "Καλημέρα",
                "ภาษา\u200Bไทย",
                "葛\uDB40\uDD00",
                "שלום\u200F!",
                "\u2067שלום\u2069 hi",
                "10³ ≠ 103"
            })
    void leavesWhatScriptsAndEmojiNeed(String text) {
        assertThat(cleaner.clean(text).text()).isSameAs(text);
    }

    @Test
    void removesWhatNobodySees() {
        assertThat(clean("a\u0000b\u0007c\u00ADd\u200Be\uFEFFf\u2060g\uFFF9h\u206Ai\u200Dj\uFE0Fk\u007Fl"))
                .isEqualTo("abcdefghijkl");
    }

    @Test
    void removesTextHiddenInTags() {
        assertThat(clean("hi\uDB40\uDC69\uDB40\uDC67\uDB40\uDC6E there")).isEqualTo("hi there");
    }

    @Test
    void removesDirectionControlsThatDoNotNestAndSaysSo() {
        Prompt prompt = Prompt.of("safe\u202Etxt.exe\nnext \u2066ok\u2069 end\u202C, \u202Bfine\u202C");

        Prompt clean = cleaner.process(prompt, context);

        assertThat(clean.text()).isEqualTo("safetxt.exe\nnext \u2066ok\u2069 end, \u202Bfine\u202C");
        assertThat(context.note("text.bidi-controls-removed")).contains("2");
    }

    @Test
    void countsWhatItRemoved() {
        cleaner.process(Prompt.of("a\u202Eb\u200Bc\u0001d\uD83Dfe\u0081"), context);

        assertThat(context.note("text.bidi-controls-removed")).contains("1");
        assertThat(context.note("text.invisible-removed")).contains("1");
        assertThat(context.note("text.controls-removed")).contains("2");
        assertThat(context.note("text.lone-surrogates-replaced")).contains("1");
    }

    @Test
    void makesALoneSurrogateVisible() {
        assertThat(clean("a\uD83D b\uDE00")).isEqualTo("a\uFFFD b\uFFFD");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "e\u0301te\u0301|\u00E9t\u00E9",
                "\u212B|\u00C5",
                "\u1112\u1161\u11AB|\uD55C",
                "a\u0323\u0302|\u1EAD",
                "10\u00B3|10\u00B3",
                "\uFB01n|\uFB01n"
            })
    void composesCharacters(String text, String expected) {
        assertThat(clean(text)).isEqualTo(expected);
    }

    @Test
    void unifiesLineEnds() {
        assertThat(clean("a\r\nb\rc\u2028d\u000Be")).isEqualTo("a\nb\nc\nd\ne");
    }

    @Test
    void removesTerminalColours() {
        assertThat(clean("\u001B[1;31merror\u001B[0m: \u001B]8;;https://x.example\u0007link\u001B]8;;\u0007"))
                .isEqualTo("error: link");
    }

    @Test
    void collapsesWhiteSpaceInProse() {
        assertThat(clean("\n\n  Two  words   here.  \n\n\n\nNext \t\n")).isEqualTo("Two words here.\n\nNext");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Code:\n```\nint  x;\n\n\n\n  int  y;  \n```\ndone",
                "Use `a  b` here",
                "    if x:\n        y  = 1",
                "| a   | b |\n|-----|---|",
                "name\tage\nAda\t36",
                "I g n o r e    a l l",
                "1. first\n   - nested"
            })
    void keepsTheShapeOfWhatHasOne(String text) {
        assertThat(clean(text)).isEqualTo(text);
    }

    @Test
    void foldsOnlyOnRequest() {
        String text = "“Ｆｕｌｌ” ﬁne &amp; good";
        TextCleaner folding = TextCleaner.builder()
                .straightenQuotes(true)
                .foldWidths(true)
                .splitLigatures(true)
                .decodeHtmlEntities(true)
                .build();

        assertThat(clean(text)).isSameAs(text);
        assertThat(folding.clean(text).text()).isEqualTo("\"Full\" fine & good");
        assertThat(folding.clean("<b>&amp;</b>").text()).isEqualTo("<b>&amp;</b>");
    }

    @ParameterizedTest
    @CsvSource({"&EACUTE;,É", "&#x41;,A", "&#150;,–", "&nope;,&nope;", "&#0;,&#0;", "&#xD800;,&#xD800;"})
    void decodesEntities(String text, String expected) {
        TextCleaner decoding = TextCleaner.builder().decodeHtmlEntities(true).build();

        assertThat(decoding.clean(text).text()).isEqualTo(expected);
    }

    @Test
    void doesOnlyWhatItIsAskedTo() {
        String text = " schÃ¶n \u001B[1m e\u0301\u200B  x ";
        TextCleaner idle = TextCleaner.builder()
                .repairEncoding(false)
                .removeTerminalEscapes(false)
                .removeInvisible(false)
                .compose(false)
                .collapseWhiteSpace(false)
                .build();

        assertThat(idle.clean(text).text()).isSameAs(text);
    }

    @Test
    void leavesAPromptOfWhichNothingWouldBeLeft() {
        Prompt prompt = Prompt.of("\u200B\u200B");

        assertThat(cleaner.process(prompt, context)).isSameAs(prompt);
        assertThat(context.note("text.nothing-visible")).contains("true");
    }

    @Test
    void emptiesTheTextOfAPromptThatHasAnAttachment() {
        Prompt prompt =
                Prompt.builder("\u200B").attach(Content.text("see this")).build();

        assertThat(cleaner.process(prompt, context).text()).isEmpty();
    }

    private String clean(String text) {
        return cleaner.clean(text).text();
    }
}
