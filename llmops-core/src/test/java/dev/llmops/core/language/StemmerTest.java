package dev.llmops.core.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class StemmerTest {
    private final Stemmer stemmer = new Stemmer();

    @Test
    void cutsEndingsAsPublished() {
        String[][] cases = {
            {"caresses", "caress"},
            {"ponies", "poni"},
            {"cats", "cat"},
            {"feed", "feed"},
            {"agreed", "agre"},
            {"plastered", "plaster"},
            {"motoring", "motor"},
            {"sing", "sing"},
            {"conflated", "conflat"},
            {"troubled", "troubl"},
            {"sized", "size"},
            {"hopping", "hop"},
            {"falling", "fall"},
            {"hissing", "hiss"},
            {"filing", "file"},
            {"happy", "happi"},
            {"relational", "relat"},
            {"conditional", "condit"},
            {"digitizer", "digit"},
            {"operator", "oper"},
            {"hopefulness", "hope"},
            {"triplicate", "triplic"},
            {"formalize", "formal"},
            {"electrical", "electr"},
            {"allowance", "allow"},
            {"adjustment", "adjust"},
            {"adoption", "adopt"},
            {"effective", "effect"},
            {"probate", "probat"},
            {"rate", "rate"},
            {"controlling", "control"}
        };

        for (String[] word : cases) {
            assertThat(stemmer.stem(word[0])).as(word[0]).isEqualTo(word[1]);
        }
    }

    @Test
    void leavesOtherWordsAlone() {
        for (String word : new String[] {"", "a", "is", "naïve", "привет", "x".repeat(200), "Caps"}) {
            assertThat(stemmer.stem(word)).isEqualTo(word);
        }
        assertThat(stemmer.stem("Running".toLowerCase(Locale.ROOT))).isEqualTo("run");
    }
}
