package dev.llmops.api.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleSentenceSplitterTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "It rained. ¦We stayed.",
                "Did it rain? ¦It did! ¦We stayed.",
                "Really?! ¦Yes.",
                "The pump costs 12.50 euro. ¦It is new.",
                "Version 2.1.3 is out. ¦Get it from example.com. ¦Bob did.",
                "Write to jo.doe@example.com. ¦Or see https://example.com/a_b.html. ¦Both work.",
                "Mr. Miller met Dr. J. F. Smith, Jr. in St. Gallen at 5 p.m. on Monday. ¦He left.",
                "Bosch & Co. Ltd. built it. ¦It stands in the U.S. Department of Energy.",
                "They met at Smith & Co. ¦They left early.",
                "It takes you and I. ¦Did you see A. Jones?",
                "See Fig. 3 and p. 5 of vol. 2. ¦He said no. ¦So did I.",
                "He used tools, e.g. Hammers, and others. ¦Fine.",
                "She said, \"It works.\" ¦He nodded.",
                "\"It works.\" she said. ¦He nodded.",
                "It failed (It always does.) again. ¦So what?",
                "It stands in the book.[1] ¦So does this.[2, 3] ¦And this.",
                "It was ... well, not ... good. ¦Then it was.",
                "I never meant that.... ¦She left.",
                "Words are left out . . . here and there. . . . ¦So it ends.",
                "She works at Yahoo! in Berlin. ¦What? ¦yes.",
                "I know it. ¦I use it, .NET is fine.",
                "Am 3. März kam er. ¦Das ist z.B. Herr Dr. Müller. ¦Im Jahr 1998. ¦Gut.",
                "Они жили в г. Москве. ¦Это А. С. Пушкин. ¦Все.",
            })
    void endsSentencesAtStopsOnly(String marked) {
        assertSplits(marked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "今日は晴れ。¦明日は「雨だ。」と言った。¦そうか！¦うん",
                "我叫小明。¦你好吗？¦“好！”¦再见",
                "यह है। ¦वह है।",
                "هل هذا؟ ¦نعم.",
                "すごい!¦次は",
            })
    void knowsTheMarksOfOtherScripts(String marked) {
        assertSplits(marked);
    }

    @Test
    void endsSentencesAtBlankLinesButNotAtOtherLineBreaks() {
        assertSplits("A line that is\nwrapped. ¦Another\r\n  \r\n¦A new paragraph");
    }

    @Test
    void endsSentencesAtTheLinesOfMarkdown() {
        assertSplits("""
                # A title. With a stop
                ¦Text that
                is wrapped.
                ¦1. The first item
                ¦2. Dr. Who. ¦Again
                ¦- a long item that
                  goes on
                ¦- another

                ¦| a | b. C |
                ¦|---|---|
                ¦| 1 | 2 |
                ¦```java
                ¦x = 1. Foo;
                ¦y = 2;
                ¦```
                ¦> Quoted text
                > that goes on.

                ¦End of it""");
    }

    @Test
    void takesInlineCodeForTextAndAnOpenFenceForCode() {
        assertSplits("```x``` is code. ¦This is not.");
        assertSplits("~~~\n¦```\n¦A. B\n¦~~~\n¦Text. ¦More");
    }

    @Test
    void givesWhiteSpaceToTheSentenceBeforeIt() {
        assertSplits("  One.  \t ¦Two.\u00A0\n");
    }

    @Test
    void findsNoSentenceInAnEmptyText() {
        assertThat(SentenceSplitter.standard().split("")).isEmpty();
        assertThat(SentenceSplitter.standard().split(" \n")).containsExactly(new TextSpan(0, 2));
    }

    private static void assertSplits(String marked) {
        List<String> expected = List.of(marked.split("¦", -1));
        String text = String.join("", expected);

        List<TextSpan> sentences = SentenceSplitter.standard().split(text);

        assertThat(sentences).extracting(span -> span.in(text)).isEqualTo(expected);
    }
}
