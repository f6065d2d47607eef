package dev.llmops.eval.text;

import dev.llmops.eval.Signature;
import java.util.Optional;

/** What chrF says about a segment or a corpus. Immutable. */
public final class ChrfScore implements CorpusScore {
    private final String name;
    private final double score;
    private final Signature signature;
    private final Optional<Interval> interval;

    ChrfScore(String name, double score, Signature signature, Optional<Interval> interval) {
        this.name = name;
        this.score = score;
        this.signature = signature;
        this.interval = interval;
    }

    /** {@return which chrF: {@code chrF2}, or {@code chrF2++} with words} */
    public String name() {
        return name;
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
        return ScoreLine.heading(name, this, decimals);
    }

    /** {@return the score as sacreBLEU prints it, with two decimal places} */
    @Override
    public String toString() {
        return format(2);
    }
}
