package dev.llmops.core.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {
    private final Words words = new Words();

    @Test
    void keepsTheCharactersOfEachWord() {
        String text = "Dr. O'Neill's P-101 pump, 4,000 h!";

        for (Word word : words.read(text)) {
            assertThat(text.substring(word.start(), word.end())).isNotBlank();
        }
        assertThat(texts(text)).containsExactly("dr", ".", "o'neill", "p-101", "pump", ",", "4,000", "h", "!");
    }

    @Test
    void givesOneTermToFormsAndSynonyms() {
        assertThat(words.term("services")).isEqualTo(words.term("serviced")).isEqualTo(words.term("servicing"));
        assertThat(words.term("bought")).isEqualTo(words.term("purchases"));
        assertThat(words.term("children")).isEqualTo(words.term("child"));
        assertThat(words.term("seven")).isEqualTo("7");
        assertThat(words.term("pump")).isNotEqualTo(words.term("pipe"));
    }

    @Test
    void readsFiguresInEveryUsualSpelling() {
        assertThat(terms("1,280")).containsExactly("1280");
        assertThat(terms("1 280,5")).containsExactly("1", "280.5");
        assertThat(terms("1\u00a0280")).containsExactly("1280");
        assertThat(terms("1.280,50")).containsExactly("1280.5");
        assertThat(terms("3.20")).containsExactly("3.2");
        assertThat(terms("07:30")).containsExactly("7:30");
        assertThat(terms("4g 330m 19th")).containsExactly("4", "g", "330", "m", "19");
        assertThat(terms("5-10")).containsExactly("5", "-", "10");
    }

    @Test
    void keepsIdentifiersWhole() {
        assertThat(terms("P-101 P101 max_tokens nwsc-01 2FA"))
                .containsExactly("p101", "p101", "max_tokens", "nwsc01", "2fa");
    }

    @Test
    void foldsAccentsAndCase() {
        assertThat(terms("ÉCOLE école")).containsExactly("ecol", "ecol");
    }

    @Test
    void readsScriptsWithoutBlanksByPairs() {
        assertThat(terms("日本語")).containsExactly("日本", "本語");
        assertThat(terms("水")).containsExactly("水");
    }

    @Test
    void acceptsAnyText() {
        assertThat(words.read("\ud83d a \ude00")).extracting(Word::text).contains("a");
        assertThat(words.read("y".repeat(100_000))).hasSize(1);
        assertThat(words.read("1".repeat(100_000))).hasSize(1);
        assertThat(words.read("1,".repeat(50_000))).isNotEmpty();
        assertThat(words.read("")).isEmpty();
    }

    private List<String> texts(String text) {
        return words.read(text).stream().map(Word::text).toList();
    }

    private List<String> terms(String text) {
        return words.read(text).stream().map(Word::term).toList();
    }
}
