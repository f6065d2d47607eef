package dev.llmops.eval.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.eval.text.PorterStemmer.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PorterStemmerTest {
    @ParameterizedTest
    @CsvSource({
        "caresses, caress",
        "ponies, poni",
        "ties, tie",
        "agreed, agre",
        "plastered, plaster",
        "hopping, hop",
        "filing, file",
        "relational, relat",
        "digitizer, digit",
        "radically, radic",
        "hopefulness, hope",
        "electrical, electr",
        "adoption, adopt",
        "controlling, control",
        "Skies, sky",
        "geology, geolog",
        "died, die",
        "by, by",
        "oed, o",
        "skyey, skyey"
    })
    void cutsEndingsAsNltkDoes(String word, String stem) {
        assertThat(PorterStemmer.nltk().stem(word)).isEqualTo(stem);
    }

    @ParameterizedTest
    @CsvSource({
        "ties, ti",
        "skies, ski",
        "is, i",
        "sensibli, sensibli",
        "conformabli, conform",
        "archaeologi, archaeologi"
    })
    void followsThePaperWhenAsked(String word, String stem) {
        assertThat(PorterStemmer.of(Mode.ORIGINAL_ALGORITHM).stem(word)).isEqualTo(stem);
    }

    @ParameterizedTest
    @CsvSource({"is, is", "skies, ski", "sensibli, sensibl", "archaeologi, archaeolog"})
    void knowsTheAuthorsDepartures(String word, String stem) {
        assertThat(PorterStemmer.of(Mode.MARTIN_EXTENSIONS).stem(word)).isEqualTo(stem);
    }

    @Test
    void countsCodePoints() {
        assertThat(PorterStemmer.nltk().stem("😀s")).isEqualTo("😀s");
        assertThat(PorterStemmer.nltk().stem("😀es")).isEqualTo("😀e");
    }

    @Test
    void givesTheSameFromMemory() {
        PorterStemmer stemmer = PorterStemmer.nltk();

        assertThat(stemmer.stem("Running")).isEqualTo("run");
        assertThat(stemmer.stem("Running")).isEqualTo("run");
    }
}
