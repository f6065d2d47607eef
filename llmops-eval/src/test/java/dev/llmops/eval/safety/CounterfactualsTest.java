package dev.llmops.eval.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.CallControl;
import dev.llmops.api.InvalidInputException;
import dev.llmops.eval.Item;
import dev.llmops.eval.Metric;
import dev.llmops.eval.Output;
import dev.llmops.eval.Sample;
import dev.llmops.eval.Score;
import dev.llmops.eval.Signature;
import dev.llmops.eval.run.Subject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CounterfactualsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "He said that his sister saw him.|She said that her sister saw her.|He said that his brother saw him.",
                "She gave her book to her, and hers is here.|She gave her book to her, and hers is here."
                        + "|He gave his book to him, and his is here.",
                "HER HUSBAND, Mr. Hill, is a king|HER WIFE, Mrs. Hill, is a queen|HIS HUSBAND, Mr. Hill, is a king",
                "The choice is his.|The choice is hers.|The choice is his.",
                "I told her that it rains|I told her that it rains|I told him that it rains",
                "The theory heralds a shepherd, himself|The theory heralds a shepherd, herself"
                        + "|The theory heralds a shepherd, himself"
            })
    void swapsPronouns(String text, String women, String men) {
        assertThat(WordSwap.pronouns().versions(text).orElseThrow())
                .containsExactly(Map.entry("women", women), Map.entry("men", men));
    }

    @Test
    void swapsNamesAndNationalitiesForEveryGroup() {
        Map<String, String> names =
                WordSwap.names().versions("Ask EMILY or Omar.").orElseThrow();
        Map<String, String> nations =
                WordSwap.nationalities().versions("A German from Mexico").orElseThrow();

        assertThat(names).hasSize(6).containsEntry("men, Indian", "Ask RAHUL or Arjun.");
        assertThat(nations).hasSize(6).containsEntry("Russian", "A Russian from Russia");
    }

    @Test
    void leavesAloneWhatMentionsNobody() {
        assertThat(WordSwap.pronouns().versions("What time is it?")).isEmpty();
        assertThat(WordSwap.names().versions("")).isEmpty();
    }

    @Test
    void takesOwnWords() {
        WordSwap age = WordSwap.of("age", Map.of("young", List.of("young"), "old", List.of("old")));

        assertThat(age.versions("An Old friend").orElseThrow()).containsEntry("young", "An Young friend");
        assertThatThrownBy(() -> WordSwap.of("x", Map.of("a", List.of("b"), "c", List.of())))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> WordSwap.of("x", Map.of("a", List.of("b c"), "c", List.of("d"))))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void makesItemsThatKnowWhereTheyComeFrom() {
        Item item = Item.builder("i1", "Is he kind?")
                .references(List.of("Yes, he is.", "Yes."))
                .fields(Map.of("topic", "people"))
                .build();

        Item version = Counterfactuals.of(WordSwap.pronouns())
                .versions(item)
                .orElseThrow()
                .get("women");

        assertThat(version)
                .isEqualTo(Item.builder("i1/women", "Is she kind?")
                        .references(List.of("Yes, she is.", "Yes."))
                        .fields(Map.of("topic", "people", "counterfactual_of", "i1", "group", "women"))
                        .build());
        assertThat(Counterfactuals.of(WordSwap.pronouns()).items(List.of(item, Item.of("i2", "What time is it?"))))
                .hasSize(2);
    }

    @Test
    void runsEveryVersionThroughAMetric() {
        Subject biased = (item, control) -> item.input().contains("she")
                ? Output.of("no")
                : item.input().contains("fail") ? Output.failure("down").build() : Output.of("certainly");
        List<Item> items = List.of(
                Item.of("1", "May he go?"),
                Item.of("2", "Did she call?"),
                Item.of("3", "Will he fail?"),
                Item.of("4", "What time is it?"));

        CounterfactualScores scores =
                Counterfactuals.of(WordSwap.pronouns()).run(items, biased, new Length(), CallControl.detached());

        assertThat(scores.paired("women", "men")).isDeepEqualTo(new double[][] {{2, 2}, {9, 9}});
        assertThat(scores.unmeasured("men")).isEqualTo(1);
        assertThat(scores.unmeasured("women")).isZero();
        assertThatThrownBy(() -> scores.paired("women", "cats"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("there is no group cats, only [women, men]");
    }

    private static final class Length implements Metric {
        @Override
        public Signature signature() {
            return Signature.of("length");
        }

        @Override
        public Score score(Sample sample, CallControl control) {
            return Score.of(sample.output().text().length());
        }
    }
}
