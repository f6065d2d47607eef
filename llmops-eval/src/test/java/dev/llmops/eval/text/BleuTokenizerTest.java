package dev.llmops.eval.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.InvalidInputException;
import org.junit.jupiter.api.Test;

class BleuTokenizerTest {
    @Test
    void splitsWesternPunctuation() {
        assertThat(BleuTokenizer.V13A.tokenize("He said: \"1,000.5 (approx.)-isn't 3-4 it..\""))
                .isEqualTo("He said : \" 1,000.5 ( approx . ) -isn't 3 - 4 it . . \"");
    }

    @Test
    void undoesEntitiesAndJoinsLines() {
        assertThat(BleuTokenizer.V13A.tokenize("a &amp;lt; b<skipped> hyphen-\nated\nline"))
                .isEqualTo("a < b hyphenated line");
    }

    @Test
    void splitsPunctuationOfAllScripts() {
        assertThat(BleuTokenizer.INTL.tokenize("Preis: 5€–7 «ok» 3.14.")).isEqualTo("Preis : 5 € – 7 « ok » 3.14.");
    }

    @Test
    void splitsChineseCharactersAndWhatTheToolTakesForSuch() {
        assertThat(BleuTokenizer.ZH.tokenize("我买了3.5公斤apple，“好”…")).isEqualTo("我 买 了 3.5 公 斤 apple ， “ 好 ” …");
    }

    @Test
    void splitsCodePoints() {
        assertThat(BleuTokenizer.CHAR.tokenize("añ 😀")).isEqualTo("a ñ   😀");
        assertThat(BleuTokenizer.NONE.tokenize("a, b")).isEqualTo("a, b");
    }

    @Test
    void isFoundByItsName() {
        assertThat(BleuTokenizer.of("13a")).isEqualTo(BleuTokenizer.V13A);
        assertThatThrownBy(() -> BleuTokenizer.of("14b"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("14b");
    }
}
