package dev.llmops.eval.text;

import dev.llmops.api.Require;
import dev.llmops.eval.Score;
import dev.llmops.eval.Signature;
import dev.llmops.eval.TextMetric;
import dev.llmops.eval.random.NumpyGenerator;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A metric of machine translation whose score of a corpus comes from sums over its segments, as sacreBLEU has it.
 *
 * <p>The score of a corpus is not the mean of the scores of its segments. Safe for concurrent use.
 *
 * @param <S> what a score says beside its value
 */
public abstract sealed class CorpusMetric<S extends CorpusScore> implements TextMetric permits Bleu, Chrf, Ter {
    /** The release whose results these are, as it stands in signatures. */
    static final String COMPATIBLE = "sacrebleu-2.6";

    CorpusMetric() {}

    /** {@return the name that sacreBLEU prints before the score} */
    public abstract String title();

    /** {@return the score of one segment} */
    public final S sentence(String hypothesis, List<? extends @Nullable String> references) {
        References checked = References.ofSegments(List.of(references));
        double[] statistics = statistics(hypothesis, references);
        return sentence(statistics, signature(settings(checked.count()), true));
    }

    /**
     * {@return the score of a corpus}
     *
     * @param hypotheses what is judged, one text for each segment
     * @param references what it is compared with
     */
    public final S corpus(List<String> hypotheses, References references) {
        SegmentStatistics statistics = statistics(hypotheses, references);
        return result(statistics.sums(), signature(settings(references.count()), false), Optional.empty());
    }

    /**
     * {@return the score of a corpus, with an interval}
     *
     * @param hypotheses what is judged, one text for each segment
     * @param references what it is compared with
     * @param bootstrap how often the segments are drawn anew, and with which seed
     */
    public final S corpus(List<String> hypotheses, References references, Bootstrap bootstrap) {
        SegmentStatistics statistics = statistics(hypotheses, references);
        Signature settings =
                settings(references.count()).with("bs", bootstrap.resamples()).with("seed", bootstrap.seed());
        return result(statistics.sums(), signature(settings, false), Optional.of(interval(statistics, bootstrap)));
    }

    /** {@return the statistics of one segment, which add up to the score of a corpus} */
    public final double[] statistics(String hypothesis, List<? extends @Nullable String> references) {
        return statistics(List.of(hypothesis), References.ofSegments(List.of(references)))
                .rows();
    }

    @Override
    public final Score score(String text, List<String> references) {
        if (references.isEmpty()) {
            return Score.unmeasured("there is no reference");
        }
        double[] statistics = statistics(text, references);
        return Score.of(sentence(statistics, signature()).score(), statistics);
    }

    @Override
    public final boolean isMean() {
        return false;
    }

    @Override
    public final Signature signature() {
        return signature(Signature.of(title().toLowerCase(Locale.ROOT)), false);
    }

    /** {@return the statistics of all segments} */
    final SegmentStatistics statistics(List<String> hypotheses, References references) {
        int segments = Require.nonNull(hypotheses, "hypotheses").size();
        Require.that(
                segments == Require.nonNull(references, "references").size(),
                "hypotheses",
                "there must be as many hypotheses as segments with references, were " + segments + " and "
                        + references.size());
        Require.that(segments > 0, "hypotheses", "there must be at least one hypothesis");
        int width = width();
        double[] rows = new double[Math.multiplyExact(segments, width)];
        SegmentScorer scorer = scorer();
        for (int i = 0; i < segments; i++) {
            scorer.score(Require.nonNull(hypotheses.get(i), "hypothesis"), references.of(i), rows, i * width);
        }
        return new SegmentStatistics(width, rows);
    }

    /** {@return for each of {@code systems} its scores on the same draws} */
    final double[][] resampled(List<SegmentStatistics> systems, Bootstrap bootstrap) {
        NumpyGenerator generator = NumpyGenerator.seeded(bootstrap.seed());
        int[] drawn = new int[systems.get(0).segments()];
        float[] sums = new float[width()];
        double[][] scores = new double[systems.size()][bootstrap.resamples()];
        for (int i = 0; i < bootstrap.resamples(); i++) {
            generator.fill(drawn, drawn.length);
            for (int system = 0; system < scores.length; system++) {
                systems.get(system).resample(drawn, sums);
                scores[system][i] = combineSingle(SegmentStatistics.widened(sums));
            }
        }
        return scores;
    }

    private CorpusScore.Interval interval(SegmentStatistics statistics, Bootstrap bootstrap) {
        return interval(resampled(List.of(statistics), bootstrap)[0], precision());
    }

    /** {@return mean and half width of the middle 95 percent of {@code scores}, which are of precision {@code in}} */
    static CorpusScore.Interval interval(double[] scores, Precision in) {
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        int below = sorted.length / 40;
        double width = in.of(sorted[sorted.length - below - 1] - sorted[below]);
        return new CorpusScore.Interval(NumpyMean.of(sorted, in), 0.5 * width);
    }

    /** {@return a signature of the score with the number of references} */
    final Signature settings(String references) {
        return Signature.of(title().toLowerCase(Locale.ROOT)).with("nrefs", references);
    }

    /** {@return {@code start} with the settings of this metric in the order of sacreBLEU} */
    abstract Signature signature(Signature start, boolean sentence);

    /** {@return how many statistics a segment has} */
    abstract int width();

    /** {@return what computes the statistics of segments, one after the other} */
    abstract SegmentScorer scorer();

    /** {@return the score of sums in single precision, computed as NumPy does with Python's numbers} */
    abstract double combineSingle(double[] sums);

    /** {@return of what precision the scores of {@link #combineSingle} are} */
    abstract Precision precision();

    /** {@return the result for statistics of one segment} */
    S sentence(double[] statistics, Signature signature) {
        return result(statistics, signature, Optional.empty());
    }

    /** {@return the result for sums} */
    abstract S result(double[] sums, Signature signature, Optional<CorpusScore.Interval> interval);

    @Override
    public final String toString() {
        return signature().toString();
    }

    /** Computes statistics of segments with buffers of its own. Not safe for concurrent use. */
    interface SegmentScorer {
        /** Writes the statistics of a segment into {@code rows} from {@code offset} on, where all are 0. */
        void score(String hypothesis, List<String> references, double[] rows, int offset);
    }
}
