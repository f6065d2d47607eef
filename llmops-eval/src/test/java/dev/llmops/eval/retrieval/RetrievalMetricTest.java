package dev.llmops.eval.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.CallControl;
import dev.llmops.eval.Item;
import dev.llmops.eval.Output;
import dev.llmops.eval.Sample;
import dev.llmops.eval.Score;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetrievalMetricTest {
    private static final RetrievalMetric RECALL = RetrievalMetric.of(RankingMetrics.recall(2));

    private static Sample sample(Map<String, Integer> relevant, String... found) {
        return new Sample(
                Item.builder("i", "q").relevant(relevant).build(),
                Output.builder("")
                        .retrieved(Arrays.stream(found)
                                .map(id -> new Output.Retrieved(id, "", 0))
                                .toList())
                        .build());
    }

    private static Score score(Sample sample) {
        return RECALL.score(sample, CallControl.detached());
    }

    @Test
    void scoresWhatWasRetrieved() {
        assertThat(score(sample(Map.of("a", 1, "b", 2), "a", "x", "b"))).isEqualTo(Score.of(0.5));
        assertThat(RECALL.signature()).hasToString("recall_2|compat:trec_eval-10");
    }

    @Test
    void severalPassagesOfADocumentCountOnce() {
        assertThat(score(sample(Map.of("a", 1, "b", 1), "a", "a", "b"))).isEqualTo(Score.of(1));
    }

    @Test
    void nothingFoundIsZeroAndNothingToFindIsUnmeasured() {
        assertThat(score(sample(Map.of("a", 1)))).isEqualTo(Score.of(0));
        assertThat(score(sample(Map.of("a", 0), "a"))).isInstanceOf(Score.Unmeasured.class);
        assertThat(score(sample(Map.of(), "a"))).isInstanceOf(Score.Unmeasured.class);
    }

    @Test
    void namesWithParametersAreSignaturesToo() {
        assertThat(RetrievalMetric.of(RankingMetrics.rankBiasedPrecision(0.8)).signature())
                .hasToString("rbp|p:0.8|compat:trec_eval-10");
        assertThat(RetrievalMetric.of(Ndcg.standard().at(10)).name()).isEqualTo("ndcg_cut_10");
    }
}
