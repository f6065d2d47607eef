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
 * Judges what was found for an item, in the order in which it was found, by a {@link RankingMetric}.
 *
 * <p>An id that was found several times, such as a document of which several passages were found, counts where it
 * stands first. Items of which nothing relevant is known are unmeasured, as trec_eval leaves them out. Safe for
 * concurrent use.
 */
public final class RetrievalMetric implements Metric {
    private final RankingMetric metric;
    private final Signature signature;

    private RetrievalMetric(RankingMetric metric) {
        this.metric = metric;
        this.signature = Signature.of(metric.name()).with("order", "as-found");
    }

    /** {@return {@code metric} over what was found} */
    public static RetrievalMetric of(RankingMetric metric) {
        return new RetrievalMetric(Require.nonNull(metric, "metric"));
    }

    @Override
    public Signature signature() {
        return signature;
    }

    @Override
    public Score score(Sample sample, CallControl control) {
        Judgements judgements = Judgements.of(sample.item().relevant());
        boolean none = sample.item().relevant().keySet().stream().noneMatch(judgements::isRelevant);
        if (none) {
            return Score.unmeasured("nothing relevant to the item is known");
        }
        List<String> found = sample.output().retrieved().stream()
                .map(Output.Retrieved::id)
                .distinct()
                .toList();
        return Score.of(metric.score(Ranking.of(found), judgements));
    }

    @Override
    public String toString() {
        return signature.toString();
    }
}
