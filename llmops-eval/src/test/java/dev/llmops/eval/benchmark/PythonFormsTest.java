package dev.llmops.eval.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.InvalidInputException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PythonFormsTest {
    @Test
    void readsLists() {
        assertThat(PythonLiteral.list("['a', \"it's\", 'x\\n\\u00e9\\'', 3, 2.5, True, [1]]"))
                .contains(List.of("a", "it's", "x\né'", 3, 2.5, true, List.of(1)));
        assertThat(PythonLiteral.list(" ('a',) ")).contains(List.of("a"));
        assertThat(PythonLiteral.list("[]")).contains(List.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "['a'", "['a' 'b']", "[a]", "['a'] x", "['\\u12']", "[1,,2]"})
    void whatIsNoListIsNone(String text) {
        assertThat(PythonLiteral.list(text)).isEmpty();
    }

    @Test
    void capitalizesAsPython() {
        assertThat(PythonWords.capitalize("the MAN")).isEqualTo("The man");
        assertThat(PythonWords.capitalize("ßa")).isEqualTo("Ssa");
        assertThat(PythonWords.capitalize("ǆ")).isEqualTo("ǅ");
        assertThat(PythonWords.capitalize("ΑΣ")).isEqualTo("Ας");
        assertThat(PythonWords.capitalize("")).isEmpty();
    }

    @Test
    void expressionsMeanWhatTheyMeanInPython() {
        assertThat(PythonRegex.compile("\\s").matcher("\u001c").matches()).isTrue();
        assertThat(PythonRegex.compile("[\\s]").matcher("\u200b").matches()).isFalse();
        assertThat(PythonRegex.compile("a.b").matcher("a\u2028b").matches()).isTrue();
        assertThat(PythonRegex.compile("\\d").matcher("٣").matches()).isTrue();
        assertThat(PythonRegex.compile("[[&&]").matcher("[").matches()).isTrue();
        assertThat(PythonRegex.compile("(?P<x>a)(?P=x)").matcher("aa").matches())
                .isTrue();
        assertThat(PythonRegex.compile("\\bné\\b").matcher("né").matches()).isTrue();
        assertThat(PythonRegex.compile("a\\.$").matcher("a.\n").find()).isTrue();
        assertThat(PythonRegex.compile("[]a]").matcher("]").matches()).isTrue();
    }

    @Test
    void refusesWhatIsNoExpression() {
        assertThatThrownBy(() -> PythonRegex.compile("(a")).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void takesTheFirstGroupThatMatchedSomething() {
        RegexStep last = new RegexStep(PythonRegex.compile("(a)|(b+)"), -1, "?");

        assertThat(last.apply("a bbb")).isEqualTo("bbb");
        assertThat(last.apply("x")).isEqualTo("?");
        assertThat(new RegexStep(PythonRegex.compile("[0-9]+"), 1, "?").apply("1 2"))
                .isEqualTo("2");
    }
}
