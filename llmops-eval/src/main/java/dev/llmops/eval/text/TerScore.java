package dev.llmops.eval.text;

import dev.llmops.eval.Signature;
import java.util.Optional;

/** What TER says about a segment or a corpus. Immutable. */
public final class TerScore implements CorpusScore {
    private final double edits;
    private final double referenceLength;
    private final double score;
    private final Signature signature;
    private final Optional<Interval> interval;

    TerScore(double[] sums, double score, Signature signature, Optional<Interval> interval) {
        this.edits = sums[0];
        this.referenceLength = sums[1];
        this.score = score;
        this.signature = signature;
        this.interval = interval;
    }

    /** {@return how many words must be inserted, removed or replaced and how many runs of words moved} */
    public long edits() {
        return (long) edits;
    }

    /** {@return how many words the references have; of several references of a segment, the mean} */
    public double referenceLength() {
        return referenceLength;
    }

    @Override
    public double score() {
        return score;
    }

    @Override
    public Signature signature() {
        return signature;
    }

    @Override
    public Optional<Interval> interval() {
        return interval;
    }

    @Override
    public String format(int decimals) {
        return ScoreLine.heading("TER", this, decimals);
    }

    /** {@return the score as sacreBLEU prints it, with two decimal places} */
    @Override
    public String toString() {
        return format(2);
    }
}
