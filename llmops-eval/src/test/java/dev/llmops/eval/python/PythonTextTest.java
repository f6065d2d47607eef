package dev.llmops.eval.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PythonTextTest {
    @Test
    void writesSigmaAsPythonDoes() {
        assertThat(PythonText.lower("ΟΔΟΣ ΣΑΣ Σ")).isEqualTo("οδος σας σ");
        // Marks, full stops and apostrophes do not end a word.
        assertThat(PythonText.lower("ΑΣ.Α ΑΣ\u0301 ΑΣ'")).isEqualTo("ασ.α ας\u0301 ας'");
        // What has no case does not go on with it, and what has goes on with it in any script.
        assertThat(PythonText.lower("ΑΣ日 ΑΣ\uD835\uDD38")).isEqualTo("ας日 ασ\uD835\uDD38");
    }

    @Test
    void knowsLettersThatAreNewerThanTheJdk() {
        assertThat(PythonText.lower("\uA7C0\u2C2F\uD801\uDD70")).isEqualTo("\uA7C1\u2C5F\uD801\uDD97");
        assertThat(PythonText.lower("İI")).isEqualTo("i̇i");
    }

    @Test
    void knowsTheSameWhiteSpaceByItselfAndInRegularExpressions() {
        Pattern space = Pattern.compile("[" + PythonText.SPACES + "]");
        int spaces = 0;
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            boolean matches = space.matcher(Character.toString(c)).matches();
            assertThat(PythonText.isSpace(c)).as("U+%04X", c).isEqualTo(matches);
            spaces += matches ? 1 : 0;
        }

        assertThat(spaces).isEqualTo(29);
    }
}
