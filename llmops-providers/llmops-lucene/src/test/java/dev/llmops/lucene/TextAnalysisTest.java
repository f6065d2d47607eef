package dev.llmops.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class TextAnalysisTest {
    private final TextAnalysis analysis = new TextAnalysis(IndexLanguage.ENGLISH);

    @Test
    void formsOfAWordAreOneTerm() {
        assertThat(terms(TextField.TEXT, "The pump's pumps pumping")).containsExactly("pump");
    }

    @Test
    void identifiersAreFoundByTheirParts() {
        assertThat(terms(TextField.TEXT, "ChatClientBuilder")).contains("chatclientbuild", "chat", "client", "builder");
        assertThat(terms(TextField.TEXT, "HTTPServer read_file utf8"))
                .contains("http", "server", "read", "file", "utf", "8");
    }

    @Test
    void differentWritingsOfACodeAreOneTerm() {
        for (String writing : new String[] {"P-101", "p_101", "P101", "p.101"}) {
            assertThat(terms(TextField.EXACT, "is " + writing + " due?"))
                    .as(writing)
                    .contains("p101");
        }
        assertThat(terms(TextField.EXACT, "P-1013")).doesNotContain("p101");
    }

    @Test
    void numbersKeepTheirPoint() {
        assertThat(terms(TextField.EXACT, "version 3.14")).contains("3.14").doesNotContain("314");
    }

    @Test
    void languagesKeepTheirSigns() {
        assertThat(terms(TextField.EXACT, "C++ and C# or F#, not # alone")).contains("c++", "c#", "f#");
    }

    @Test
    void bothKindsOfApostropheAreOne() {
        assertThat(terms(TextField.EXACT, "don’t")).isEqualTo(terms(TextField.EXACT, "don't"));
        assertThat(terms(TextField.EXACT, "model’s")).containsExactly("model");
    }

    @Test
    void accentsDoNotMatterForStems() {
        assertThat(terms(TextField.TEXT, "café")).isEqualTo(terms(TextField.TEXT, "cafe"));
    }

    @Test
    void scriptsWithoutBlanksGiveCharactersAndPairs() {
        assertThat(terms(TextField.TEXT, "水泵维护")).containsExactly("水", "泵", "维", "护");
        assertThat(terms(TextField.PAIR, "水泵维护")).containsExactly("水 泵", "泵 维", "维 护");
    }

    @Test
    void pairsSkipStopWordsAndUseParts() {
        assertThat(terms(TextField.PAIR, "state of the ChatClient")).containsExactly("state chat", "chat client");
    }

    @Test
    void onlyTheFirstWordsLead() {
        assertThat(terms(TextField.LEAD, "one two three ".repeat(20) + "last")).doesNotContain("last");
    }

    @Test
    void germanStemsGerman() {
        TextAnalysis german = new TextAnalysis(IndexLanguage.GERMAN);

        assertThat(german.terms(TextField.TEXT, "die Pumpen").keySet())
                .isEqualTo(german.terms(TextField.TEXT, "der Pumpe").keySet());
    }

    @Test
    void nothingIsTooStrange() {
        for (String text :
                new String[] {"", "\uD83D", "'", "a'", "'s", "#", "++", "a-", "-a", "x".repeat(5000), "a.b.".repeat(500)
                }) {
            for (TextField field : TextField.values()) {
                assertThat(terms(field, text)).as("%s of \"%s\"", field, text).noneMatch(String::isBlank);
            }
        }
    }

    private Set<String> terms(TextField field, String text) {
        return analysis.terms(field, text).keySet();
    }
}
