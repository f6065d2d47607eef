package dev.llmops.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.InvalidInputException;
import dev.llmops.api.Require;
import dev.llmops.api.text.Entity;
import dev.llmops.api.text.EntityRecognizer;
import dev.llmops.api.text.TextClassifier;
import dev.llmops.api.text.TextLabel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The contracts of classifiers and of recognisers of entities, on sound and on broken ones. */
class TextContractsTest {
    @Test
    void classifierContractHoldsForWords() {
        assertThat(ContractRun.failures(Words.class)).isEmpty();
    }

    @Test
    void classifierContractNoticesTheLeastCertainFirst() {
        assertThat(ContractRun.failures(Backwards.class))
                .contains("namesEachClassOnceMostCertainFirst", "recognisesTheExamples");
    }

    @Test
    void classifierContractNoticesScoresThatDrift() {
        assertThat(ContractRun.failures(Drifting.class)).contains("judgesTheSameTextAlike");
    }

    @Test
    void classifierContractNoticesRefusals() {
        assertThat(ContractRun.failures(Choosy.class)).containsExactly("takesHostileTexts");
    }

    @Test
    void recognizerContractHoldsForCapitals() {
        assertThat(ContractRun.failures(Capitals.class)).isEmpty();
    }

    @Test
    void recognizerContractNoticesCharactersCountedAsUnits() {
        assertThat(ContractRun.failures(CodePoints.class))
                .contains("countsUnitsNotCharacters")
                .doesNotContain("saysWhereItStands");
    }

    @Test
    void recognizerContractNoticesTheEndOfLongTextsMissing() {
        assertThat(ContractRun.failures(Shortsighted.class)).containsExactly("readsLongTextsToTheEnd");
    }

    static class Words extends TextClassifierContract {
        @Override
        protected TextClassifier classifier() {
            return (text, control) -> {
                boolean good = Require.nonNull(text, "text").contains("good");
                return List.of(new TextLabel(good ? "yes" : "no", 0.9), new TextLabel(good ? "no" : "yes", 0.1));
            };
        }

        @Override
        protected Map<String, String> examples() {
            return Map.of("a good day", "yes", "a bad day", "no");
        }
    }

    static class Backwards extends Words {
        @Override
        protected TextClassifier classifier() {
            TextClassifier words = super.classifier();
            return (text, control) -> {
                List<TextLabel> labels = new ArrayList<>(words.classify(text, control));
                Collections.reverse(labels);
                return labels;
            };
        }
    }

    static class Drifting extends Words {
        private int calls;

        @Override
        protected TextClassifier classifier() {
            TextClassifier words = super.classifier();
            return (text, control) -> {
                double change = 0.01 * ++calls;
                return words.classify(text, control).stream()
                        .map(label -> new TextLabel(label.name(), label.score() / (1 + change)))
                        .toList();
            };
        }
    }

    static class Choosy extends Words {
        @Override
        protected TextClassifier classifier() {
            TextClassifier words = super.classifier();
            return (text, control) -> {
                if (Require.nonNull(text, "text").length() > 1000) {
                    throw new InvalidInputException("text", "text must be short");
                }
                return words.classify(text, control);
            };
        }
    }

    static class Capitals extends EntityRecognizerContract {
        private static final Pattern NAME = Pattern.compile("Maria Keller|Berlin");

        @Override
        protected EntityRecognizer recognizer() {
            return recognizer(text -> text);
        }

        static EntityRecognizer recognizer(UnaryOperator<String> seen) {
            return (text, control) -> NAME.matcher(seen.apply(Require.nonNull(text, "text")))
                    .results()
                    .map(Capitals::entity)
                    .toList();
        }

        private static Entity entity(MatchResult match) {
            String type = match.group().equals("Berlin") ? "LOCATION" : "PERSON";
            return new Entity(type, match.group(), match.group(), match.start(), match.end(), 1);
        }

        @Override
        protected String text() {
            return "Maria Keller lives in Berlin.";
        }

        @Override
        protected List<String> named() {
            return List.of("PERSON: Maria Keller", "LOCATION: Berlin");
        }
    }

    static class CodePoints extends Capitals {
        @Override
        protected EntityRecognizer recognizer() {
            return recognizer(text -> text.replaceAll("[\\x{10000}-\\x{10ffff}]", "?"));
        }
    }

    static class Shortsighted extends Capitals {
        @Override
        protected EntityRecognizer recognizer() {
            return recognizer(text -> text.substring(0, Math.min(text.length(), 500)));
        }
    }
}
