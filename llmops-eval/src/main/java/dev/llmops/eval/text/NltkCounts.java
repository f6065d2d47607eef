package dev.llmops.eval.text;

import java.util.List;

/** What NLTK's BLEU counts, over one segment or many. Not safe for concurrent use. */
final class NltkCounts {
    private static final int FIVE = 5;

    final long[] matches;
    final long[] totals;
    final double[] precisions;
    long hypothesisLength;
    long referenceLength;

    /** The precision of n-grams of five tokens, and the length, of the last segment only: the tool smooths with it. */
    double precisionOfFive;

    int lastLength;

    NltkCounts(int orders) {
        matches = new long[orders];
        totals = new long[orders];
        precisions = new double[orders];
    }

    /** Adds a segment. */
    void add(List<String> hypothesis, List<List<String>> references) {
        int orders = Math.max(FIVE, matches.length);
        Tokens tokens = new Tokens();
        Ngrams ngrams = new Ngrams(orders);
        int closest = -1;
        lastLength = hypothesis.size();
        for (List<String> reference : references) {
            tokens.set(reference);
            ngrams.addReference(tokens.numbers(), tokens.length());
            closest = closest < 0 ? reference.size() : closer(closest, reference.size());
        }
        tokens.set(hypothesis);
        double[] found = new double[orders];
        ngrams.match(tokens.numbers(), tokens.length(), found, 0);
        for (int n = 0; n < matches.length; n++) {
            matches[n] += (long) found[n];
            totals[n] += Math.max(1, lastLength - n);
        }
        precisionOfFive = found[FIVE - 1] / Math.max(1, lastLength - FIVE + 1);
        hypothesisLength += lastLength;
        referenceLength += Math.max(0, closest);
    }

    private int closer(int one, int other) {
        int difference = Math.abs(one - lastLength) - Math.abs(other - lastLength);
        return difference == 0 ? Math.min(one, other) : difference < 0 ? one : other;
    }

    /** Computes the precisions, which smoothing may change then. */
    void divide() {
        for (int n = 0; n < precisions.length; n++) {
            precisions[n] = (double) matches[n] / (double) totals[n];
        }
    }

    /** {@return the factor for texts that are shorter than the references} */
    double brevityPenalty() {
        if (hypothesisLength > referenceLength) {
            return 1;
        }
        return hypothesisLength == 0 ? 0 : StrictMath.exp(1 - (double) referenceLength / (double) hypothesisLength);
    }
}
