package dev.llmops.eval.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.eval.Score;
import java.util.List;
import org.junit.jupiter.api.Test;

class SquadTest {
    @Test
    void normalizesInTheOrderOfTheScript() {
        assertThat(Squad.normalize("The  cat, an_d a DOG.")).isEqualTo("cat and dog");
        assertThat(Squad.normalize("the-cat")).isEqualTo("thecat");
        assertThat(Squad.normalize("A日本 a\u0301 x")).isEqualTo("a日本 \u0301 x");
        assertThat(Squad.normalize("\u00a0the\u3000")).isEmpty();
    }

    @Test
    void countsCommonWordsAsOftenAsBothHaveThem() {
        assertThat(value(Squad.f1(), "red red fox", "red fox fox")).isEqualTo(2 / 3.0);
        assertThat(value(Squad.exactMatch(), "The Fox!", "fox")).isEqualTo(1);
        assertThat(value(Squad.f1(), "x", "y", "x")).isEqualTo(1);
    }

    @Test
    void emptyAnswersAreRightInVersion2Only() {
        assertThat(value(Squad.f1(), "the", "")).isZero();
        assertThat(value(Squad.exactMatch(), "the", "")).isEqualTo(1);
        assertThat(value(Squad.f1().version2(), "the", "")).isEqualTo(1);
        assertThat(value(Squad.f1().version2(), "fox", "")).isZero();
    }

    @Test
    void version2DropsReferencesOfWhichNothingIsLeft() {
        assertThat(value(Squad.f1().version2(), "", "the", "fox")).isZero();
        assertThat(value(Squad.exactMatch().version2(), "", "the", "fox")).isZero();
        assertThat(value(Squad.exactMatch(), "", "the", "fox")).isEqualTo(1);
    }

    @Test
    void saysWhichScriptItFollows() {
        assertThat(Squad.f1().signature().setting("compat")).isEqualTo("squad-1.1");
        assertThat(Squad.exactMatch().version2().signature())
                .hasToString("squad-em|refs:best|norm:lower+punct+articles|compat:squad-2.0");
    }

    private static double value(Squad squad, String text, String... references) {
        return ((Score.Measured) squad.score(text, List.of(references))).value();
    }
}
