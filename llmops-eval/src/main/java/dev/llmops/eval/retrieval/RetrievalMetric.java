package dev.llmops.eval.retrieval;

import dev.llmops.api.CallControl;
import dev.llmops.api.Require;
import dev.llmops.eval.Metric;
import dev.llmops.eval.Output;
import dev.llmops.eval.Sample;
import dev.llmops.eval.Score;
import dev.llmops.eval.Signature;
import java.util.List;

/**
 * A metric of rankings as a metric of samples: what was retrieved for an item against what is relevant to it.
 *
 * <p>The order of {@link Output#retrieved()} is the ranking. Several passages of one id count once, where the first of
 * them stands. Items of which nothing is known to be relevant are unmeasured; a search that found nothing for others
 * scores what an empty ranking scores, which is 0. Immutable.
 */
public final class RetrievalMetric implements Metric {
    private final RankingMetric metric;

    private RetrievalMetric(RankingMetric metric) {
        this.metric = metric;
    }

    /** {@return {@code metric}, computed for each sample} */
    public static RetrievalMetric of(RankingMetric metric) {
        return new RetrievalMetric(Require.nonNull(metric, "metric"));
    }

    @Override
    public Signature signature() {
        // Names of ranking metrics may carry parameters as name|key:value.
        return Signature.parse(metric.name()).with("compat", "trec_eval-10");
    }

    @Override
    public Score score(Sample sample, CallControl control) {
        if (sample.item().relevant().values().stream().noneMatch(grade -> grade > 0)) {
            return Score.unmeasured("nothing is known to be relevant to the item");
        }
        List<String> ids = sample.output().retrieved().stream()
                .map(Output.Retrieved::id)
                .distinct()
                .toList();
        return Score.of(
                metric.score(Ranking.of(ids), Judgements.of(sample.item().relevant())));
    }

    /** Shows the signature. */
    @Override
    public String toString() {
        return signature().toString();
    }
}
