package dev.llmops.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.grounding.Citation;
import dev.llmops.api.grounding.SourceSpan;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.pipeline.Answer;
import dev.llmops.api.pipeline.StageContext;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypographyTest {
    private final Typography typography = Typography.standard();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "It is in the the manual.|It is in the manual.",
                "The pump , the valve .|The pump, the valve.",
                "This is old  and loud.|This is old and loud.",
                "This is the pump,and that is the valve.|This is the pump, and that is the valve.",
                "This is it.The rest follows.|This is it. The rest follows.",
                "This is the end. the rest follows.|This is the end. The rest follows.",
                "That is what i think.|That is what I think.",
                "That is what i'm told.|That is what I'm told.",
                "This is a old pump and an new valve.|This is an old pump and a new valve.",
                "It was closed on monday, and it dont leak.|It was closed on Monday, and it don't leak.",
                "The pump ( the old one ) is due.|The pump (the old one) is due.",
                "The pumps,, and the valves.|The pumps, and the valves.",
                "the pump is due|The pump is due",
                "It is due (see page 4|It is due (see page 4)"
            })
    void correctsSlips(String text, String expected) {
        assertThat(polish(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yes",
                "positive",
                "It costs 1,000.50 and that is fine.",
                "That that is, is. He had had enough.",
                "Run `the  the` and see https://a.example/x,y for the rest.",
                "He said “the the  end” and that was it.",
                "The user's file is config.Json, the class is System.Out.",
                "| the the | a  b |\n|---|---|",
                "> the the quote ,",
                "    the the code ,",
                "{\"the the\":  1}",
                "<p>the the</p>",
                "Ask <PERSON_1> and <EMAIL_2> of the firm [1][2, 3].",
                "This is e.g. the case, approx. the same, as Dr. the said.",
                "An hour, a unit, a user, an honest man, vitamin a is good for you.",
                "Bonjour ! Ça va ?",
                "Nous nous sommes vus, das das ist.",
                "The list: a) one b) two :) and the interval [0, 1) too.",
                "- one\n- two\n\n1. three\n2. four",
                "First line,  \nsecond line of the verse."
            })
    void leavesAloneWhatIsRightOrNotProse(String text) {
        assertThat(typography.polish(text).text()).isSameAs(text);
    }

    @Test
    void closesAFenceThatWasLeftOpen() {
        assertThat(polish("See:\n```java\nint  x;")).isEqualTo("See:\n```java\nint  x;\n```");
    }

    @Test
    void trimsTheEnd() {
        assertThat(polish("Done. \n\n\n\nReally.  \n \n")).isEqualTo("Done.\n\nReally.");
    }

    @Test
    void writesDashesAndEllipsesAsAsked() {
        Typography styled = Typography.builder()
                .dash(Typography.Dash.EM)
                .ellipsis(Typography.Ellipsis.CHARACTER)
                .build();
        Typography spaced = Typography.builder()
                .dash(Typography.Dash.EN)
                .ellipsis(Typography.Ellipsis.DOTS)
                .build();

        assertThat(styled.polish("The pump -- the old one... is due.").text())
                .isEqualTo("The pump—the old one… is due.");
        assertThat(spaced.polish("The pump — the old one… is due.").text())
                .isEqualTo("The pump – the old one... is due.");
    }

    @Test
    void movesCitationsAlongWithTheText() {
        String text = "It is in the the manual [1]. The pump , it says, is old [2].";
        int start = text.indexOf("The pump");
        Answer answer = Answer.builder(ModelResponse.of(text))
                .citations(List.of(citation(start, text.length())))
                .build();

        Answer polished = typography.process(answer, StageContext.detached());

        Citation moved = polished.citations().get(0);
        assertThat(polished.text().substring(moved.answerStart(), moved.answerEnd()))
                .isEqualTo("The pump, it says, is old [2].");
    }

    @Test
    void returnsTheAnswerItselfWhenThereIsNothingToPolish() {
        Answer answer = Answer.builder(ModelResponse.of("All is well.")).build();

        assertThat(typography.process(answer, StageContext.detached())).isSameAs(answer);
    }

    private String polish(String text) {
        return typography.polish(text).text();
    }

    private static Citation citation(int start, int end) {
        return new Citation(
                1, new SourceSpan("doc", 0, 4), "text", "Manual", List.of(), start, end, Citation.Support.UNCHECKED);
    }
}
