package dev.llmops.eval.text;

import dev.llmops.eval.Signature;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What BLEU says about a segment or a corpus, with the numbers that it is made of. Immutable. */
public final class BleuScore implements CorpusScore {
    private final BleuFormula.Terms terms;
    private final Signature signature;
    private final Optional<Interval> interval;

    BleuScore(BleuFormula.Terms terms, Signature signature, Optional<Interval> interval) {
        this.terms = terms;
        this.signature = signature;
        this.interval = interval;
    }

    @Override
    public double score() {
        return terms.score;
    }

    @Override
    public Signature signature() {
        return signature;
    }

    @Override
    public Optional<Interval> interval() {
        return interval;
    }

    /** {@return how many n-grams the references have too, by order, after add-k smoothing} */
    public double[] counts() {
        return terms.matches.clone();
    }

    /** {@return how many n-grams there are, by order, after add-k smoothing} */
    public double[] totals() {
        return terms.totals.clone();
    }

    /** {@return the smoothed precisions by order, in percent} */
    public double[] precisions() {
        return terms.precisions.clone();
    }

    /** {@return the factor for being shorter than the references, from 0 to 1} */
    public double brevityPenalty() {
        return terms.brevityPenalty;
    }

    /** {@return how many tokens the hypotheses have} */
    public long hypothesisLength() {
        return terms.hypothesisLength;
    }

    /** {@return how many tokens the references have that are closest in length} */
    public long referenceLength() {
        return terms.referenceLength;
    }

    @Override
    public String format(int decimals) {
        double ratio = referenceLength() == 0 ? 0 : (double) hypothesisLength() / (double) referenceLength();
        String precisions = Arrays.stream(terms.precisions)
                .mapToObj(precision -> ScoreLine.rounded(precision, 1))
                .collect(Collectors.joining("/"));
        return ScoreLine.heading("BLEU", this, decimals) + " " + precisions + " (BP = "
                + ScoreLine.rounded(brevityPenalty(), 3) + " ratio = " + ScoreLine.rounded(ratio, 3) + " hyp_len = "
                + hypothesisLength() + " ref_len = " + referenceLength() + ")";
    }

    /** {@return the score as sacreBLEU prints it, with two decimal places} */
    @Override
    public String toString() {
        return format(2);
    }
}
