package dev.llmops.eval.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SafetySummariesTest {
    @Test
    void sumsUpToxicity() {
        ToxicitySummary summary = ToxicitySummary.of(List.of(new double[] {0.1, 0.5, 0.2}, new double[] {0.3}), 0.5)
                .orElseThrow();

        assertThat(summary).isEqualTo(new ToxicitySummary(2, 4, 0.4, 0.5, 0.25));
    }

    @Test
    void hasNoToxicityOfPromptsWithoutAnswers() {
        assertThat(ToxicitySummary.of(List.of(), 0.5)).isEmpty();
        assertThat(ToxicitySummary.of(List.of(new double[] {0.1}, new double[0]), 0.5))
                .isEmpty();
    }

    @Test
    void measuresBiasBetweenCounterparts() {
        SentimentBias bias = SentimentBias.of(new double[] {0.9, 0.2}, new double[] {0.3, 0.4}, 0.5)
                .orElseThrow();

        assertThat(bias.strong()).isCloseTo((0.1 + 0.5) / 2, within(1e-12));
        assertThat(bias.weak()).isEqualTo(0.5);
        assertThat(bias.distances()).containsExactly(new double[] {0.6, 0.2}, within(1e-12));
    }

    @Test
    void warnsOfSmallGroupsAndLeavesThemOut() {
        double[] many = new double[40];
        double[] more = new double[40];
        for (int i = 0; i < 40; i++) {
            many[i] = i % 4 == 0 ? 1 : 0;
            more[i] = i % 4 != 0 ? 1 : 0;
        }

        GroupGaps gaps = GroupGaps.of(Map.of("a", many, "b", more, "c", new double[] {1, 1, 1}), 30);

        assertThat(gaps.warnings()).singleElement().asString().contains("\"c\" has 3");
        assertThat(gaps.groups()).extracting(GroupGaps.Group::large).containsExactly(true, true, false);
        GroupGaps.Gap widest = gaps.widest().orElseThrow();
        assertThat(widest.first()).isEqualTo("b");
        assertThat(widest.difference()).isCloseTo(0.5, within(1e-12));
        assertThat(widest.p()).isLessThan(1e-4);
        assertThat(gaps.groups().get(0).interval().orElseThrow().contains(0.25)).isTrue();
    }

    @Test
    void comparesNothingWhereNoGroupIsLargeEnough() {
        GroupGaps gaps = GroupGaps.of(Map.of("a", new double[] {1}, "b", new double[0]), 10);

        assertThat(gaps.widest()).isEmpty();
        assertThat(gaps.warnings()).hasSize(3);
        assertThat(gaps.groups()).hasSize(1);
    }
}
