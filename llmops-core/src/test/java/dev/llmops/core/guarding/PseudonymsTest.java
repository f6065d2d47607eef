package dev.llmops.core.guarding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class PseudonymsTest {
    private final Pseudonyms pseudonyms = new Pseudonyms();

    @Test
    void givesTheSameValueTheSamePlaceholder() {
        assertThat(pseudonyms.placeholder("PERSON", "Ada Lovelace")).isEqualTo("<PERSON_1>");
        assertThat(pseudonyms.placeholder("PERSON", "Alan Turing")).isEqualTo("<PERSON_2>");
        assertThat(pseudonyms.placeholder("PERSON", "Ada Lovelace")).isEqualTo("<PERSON_1>");
    }

    @Test
    void marksAnotherSpellingOfAKnownValue() {
        pseudonyms.placeholder("PERSON", "Ada Lovelace");

        String other = pseudonyms.placeholder("PERSON", "ADA  LOVELACE");

        assertThat(other).isEqualTo("<PERSON_1b>");
        assertThat(pseudonyms.restore("<PERSON_1> is <PERSON_1b>")).isEqualTo("Ada Lovelace is ADA  LOVELACE");
    }

    @Test
    void neverIssuesWhatTheTextHadBefore() {
        pseudonyms.reserve("What does <PERSON_1> mean?");

        String placeholder = pseudonyms.placeholder("PERSON", "Ada");

        assertThat(placeholder).isNotEqualTo("<PERSON_1>");
        assertThat(pseudonyms.restore("<PERSON_1> and " + placeholder)).isEqualTo("<PERSON_1> and Ada");
    }

    @Test
    void neverIssuesWhatTheTextHadBeforeWhateverGuardsCallTheirKinds() {
        for (String kind : List.of("IPV4", "person", "Kfz-Kennzeichen", "<a>", "K".repeat(100))) {
            String first = new Pseudonyms().placeholder(kind, "secret");
            Pseudonyms fresh = new Pseudonyms();
            fresh.reserve("What does " + first + " mean?");

            String issued = fresh.placeholder(kind, "secret");

            assertThat(issued).as(kind).isNotEqualTo(first).doesNotContain("<<");
            assertThat(fresh.restore(first + " and " + issued)).as(kind).isEqualTo(first + " and secret");
        }
    }

    @Test
    void kindsThatLookAlikeInPlaceholdersDoNotShareThem() {
        String one = pseudonyms.placeholder("<a", "first");
        String other = pseudonyms.placeholder("_a", "second");

        assertThat(pseudonyms.restore(one + " " + other)).isEqualTo("first second");
    }

    @Test
    void concealsEveryKnownValueAndNothingElse() {
        pseudonyms.placeholder("EMAIL", "a@b.example");
        pseudonyms.placeholder("EMAIL", "aa@b.example");

        assertThat(pseudonyms.conceal("aa@b.example, a@b.example")).isEqualTo("<EMAIL_2>, <EMAIL_1>");
    }

    @Test
    void concealsTheLongestValueThatBeginsAtAPlace() {
        pseudonyms.placeholder("PERSON", "ann");
        pseudonyms.placeholder("PERSON", "ann lee");
        pseudonyms.placeholder("PERSON", "ann lb");

        assertThat(pseudonyms.conceal("ann lf, ann lee, anna, an"))
                .isEqualTo("<PERSON_1> lf, <PERSON_2>, <PERSON_1>a, an");
    }

    @Test
    @Timeout(20)
    void concealsAndRestoresManyValues() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 40_000; i++) {
            pseudonyms.placeholder("EMAIL", "u" + i + "@example.org");
            text.append('u').append(i).append("@example.org ");
        }

        String concealed = pseudonyms.conceal(text.toString());

        assertThat(concealed).startsWith("<EMAIL_1> <EMAIL_2> ").doesNotContain("@");
        assertThat(pseudonyms.restore(concealed)).isEqualTo(text.toString());
    }

    @Test
    void passesUnknownPlaceholders() {
        pseudonyms.placeholder("PERSON", "Ada");

        assertThat(pseudonyms.restore("<PERSON_7> <PERSON_1> <PERSON_")).isEqualTo("<PERSON_7> Ada <PERSON_");
    }

    @Test
    void showsNoValues() {
        pseudonyms.placeholder("PERSON", "Ada");

        assertThat(pseudonyms).hasToString("Pseudonyms[1]");
    }

    @Test
    void restoresAStreamAsItRestoresTheWholeText() {
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            Pseudonyms issued = new Pseudonyms();
            List<String> words = new ArrayList<>(List.of("<", ">", "<PERSON_", "_1", "x", " ", "<<", "<PERSON_12>"));
            for (int i = 0; i < 1 + random.nextInt(12); i++) {
                words.add(issued.placeholder(random.nextBoolean() ? "PERSON" : "P", "value <" + i + ">"));
            }
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(30); i > 0; i--) {
                text.append(words.get(random.nextInt(words.size())));
            }

            StringBuilder streamed = new StringBuilder();
            RestoreFilter filter = new RestoreFilter(issued);
            for (int at = 0; at < text.length(); ) {
                int end = Math.min(text.length(), at + 1 + random.nextInt(5));
                filter.feed(text.substring(at, end), streamed::append);
                at = end;
            }
            filter.finish(streamed::append);

            assertThat(streamed.toString()).as("seed %d", seed).isEqualTo(issued.restore(text.toString()));
        }
    }
}
