package dev.llmops.eval.text;

import dev.llmops.api.InvalidInputException;

/**
 * The smoothing methods of NLTK's BLEU, with its constants: epsilon 0.1, alpha 5, k 5.
 *
 * <p>After Chen and Cherry, "A Systematic Comparison of Smoothing Techniques for Sentence-Level BLEU" (2014), whose numbers
 * of the methods these are. Methods 5 and 7 give scores above 1 for good texts.
 */
public enum NltkSmoothing {
    /** None: an order without a match makes the score tiny, not 0. */
    METHOD_0(0),
    /** A small number of matches instead of none. */
    METHOD_1(1),
    /** One match and one n-gram more from order 2 on. */
    METHOD_2(2),
    /** Half a match for the first order without one, a quarter for the next. */
    METHOD_3(3),
    /** As method 3, but less for short texts. */
    METHOD_4(4),
    /** The mean with the precisions of the orders before and behind. */
    METHOD_5(5),
    /** Towards what the two orders before let expect; fails if order 3 has no match. */
    METHOD_6(6),
    /** Method 4, then method 5. */
    METHOD_7(7);

    private static final double EPSILON = 0.1;
    private static final double ALPHA = 5;
    private static final double K = 5;

    private final int number;

    NltkSmoothing(int number) {
        this.number = number;
    }

    /** {@return method {@code number}, from 0 to 7} */
    public static NltkSmoothing method(int number) {
        for (NltkSmoothing smoothing : values()) {
            if (smoothing.number == number) {
                return smoothing;
            }
        }
        throw new InvalidInputException("number", "number must be in [0, 7], was " + number);
    }

    /** {@return the number of the method} */
    public int number() {
        return number;
    }

    /**
     * Changes the precisions of {@code counts}.
     *
     * @return false if the method fails for such counts
     */
    boolean smooth(NltkCounts counts) {
        double[] p = counts.precisions;
        switch (this) {
            case METHOD_0 -> tiny(counts);
            case METHOD_1 -> {
                for (int i = 0; i < p.length; i++) {
                    p[i] = counts.matches[i] == 0 ? EPSILON / counts.totals[i] : p[i];
                }
            }
            case METHOD_2 -> {
                for (int i = 1; i < p.length; i++) {
                    p[i] = (counts.matches[i] + 1.0) / (counts.totals[i] + 1.0);
                }
            }
            case METHOD_3 -> halves(counts, 1);
            case METHOD_4 -> shorter(counts);
            case METHOD_5 -> neighbours(counts);
            case METHOD_6 -> {
                return expected(counts);
            }
            case METHOD_7 -> {
                shorter(counts);
                neighbours(counts);
            }
        }
        return true;
    }

    private static void tiny(NltkCounts counts) {
        for (int i = 0; i < counts.precisions.length; i++) {
            if (counts.matches[i] == 0) {
                counts.precisions[i] = Double.MIN_NORMAL;
            }
        }
    }

    private static void shorter(NltkCounts counts) {
        if (counts.hypothesisLength > 1) {
            halves(counts, StrictMath.log((double) counts.hypothesisLength) / K);
        }
    }

    private static void halves(NltkCounts counts, double factor) {
        double share = factor;
        for (int i = 0; i < counts.precisions.length; i++) {
            if (counts.matches[i] == 0) {
                share /= 2;
                counts.precisions[i] = share / counts.totals[i];
            }
        }
    }

    private static void neighbours(NltkCounts counts) {
        double[] p = counts.precisions;
        double before = p[0] + 1;
        for (int i = 0; i < p.length; i++) {
            // Behind the last order comes always the fifth, whichever the last one is.
            double behind = i + 1 < p.length ? p[i + 1] : counts.precisionOfFive;
            p[i] = (before + p[i] + behind) / 3;
            before = p[i];
        }
    }

    private static boolean expected(NltkCounts counts) {
        double[] p = counts.precisions;
        if (p.length < 3 || counts.matches[2] == 0) {
            return false;
        }
        for (int i = 2; i < p.length; i++) {
            double guess = p[i - 2] == 0 ? 0 : p[i - 1] * p[i - 1] / p[i - 2];
            int ngrams = Math.max(0, counts.lastLength - i);
            p[i] = (counts.matches[i] + ALPHA * guess) / (ngrams + ALPHA);
        }
        return true;
    }
}
