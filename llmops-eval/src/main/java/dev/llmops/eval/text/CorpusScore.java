package dev.llmops.eval.text;

import dev.llmops.eval.Signature;
import java.util.Optional;

/** A score of machine translation: of a segment, or of a corpus with perhaps an interval. Immutable. */
public sealed interface CorpusScore permits BleuScore, ChrfScore, TerScore {
    /** {@return the score, in percent} */
    double score();

    /** {@return how it was computed, number of references and resampling included} */
    Signature signature();

    /** {@return how far the score may be off by the choice of segments; empty if that was not asked for} */
    Optional<Interval> interval();

    /**
     * {@return the score as sacreBLEU prints it}
     *
     * @param decimals how many decimal places the score has
     */
    String format(int decimals);

    /**
     * What a bootstrap says about a score.
     *
     * @param mean the mean of the scores of the resampled corpora
     * @param halfWidth half of the width of the middle 95 percent of them
     */
    record Interval(double mean, double halfWidth) {}
}
