package dev.llmops.eval.text;

import java.util.Arrays;

/**
 * BLEU from sums of statistics: Papineni et al., "BLEU: a Method for Automatic Evaluation of Machine Translation" (2002),
 * with the smoothing of sacreBLEU.
 *
 * <p>Statistics are the length of the hypotheses, that of the references, matches by order and n-grams by order.
 */
final class BleuFormula {
    // What the logarithm of zero is taken for.
    private static final double LOG_OF_ZERO = -9_999_999_999.0;

    private final Smoothing smoothing;
    private final boolean effectiveOrder;
    private final int orders;

    BleuFormula(Smoothing smoothing, boolean effectiveOrder, int orders) {
        this.smoothing = smoothing;
        this.effectiveOrder = effectiveOrder;
        this.orders = orders;
    }

    /** {@return what comes out for {@code sums}} */
    Terms terms(double[] sums, Precision precision) {
        Terms terms = new Terms(sums, orders);
        if (terms.hasMatch()) {
            int effective = terms.smooth(smoothing, precision);
            terms.combine(effectiveOrder ? effective : orders);
        }
        return terms;
    }

    /** The parts of the score. */
    static final class Terms {
        final long hypothesisLength;
        final long referenceLength;
        final double[] matches;
        final double[] totals;
        final double[] precisions;
        final double brevityPenalty;
        double score;

        private Terms(double[] sums, int orders) {
            hypothesisLength = (long) sums[0];
            referenceLength = (long) sums[1];
            matches = Arrays.copyOfRange(sums, 2, 2 + orders);
            totals = Arrays.copyOfRange(sums, 2 + orders, 2 + 2 * orders);
            precisions = new double[orders];
            brevityPenalty = brevityPenalty();
        }

        private double brevityPenalty() {
            if (hypothesisLength >= referenceLength) {
                return 1;
            }
            return hypothesisLength == 0 ? 0 : StrictMath.exp(1 - (double) referenceLength / (double) hypothesisLength);
        }

        private boolean hasMatch() {
            for (double count : matches) {
                if (count > 0) {
                    return true;
                }
            }
            return false;
        }

        /** {@return the highest order that has n-grams} */
        private int smooth(Smoothing smoothing, Precision precision) {
            double factor = 1;
            for (int n = 0; n < precisions.length; n++) {
                if (smoothing.kind() == Smoothing.Kind.ADD_K && n > 0) {
                    matches[n] = precision.of(matches[n] + precision.of(smoothing.value()));
                    totals[n] = precision.of(totals[n] + precision.of(smoothing.value()));
                }
                if (!(totals[n] > 0)) {
                    return n;
                }
                if (matches[n] > 0) {
                    precisions[n] = precision.of(precision.of(100 * matches[n]) / totals[n]);
                } else if (smoothing.kind() == Smoothing.Kind.EXP) {
                    factor *= 2;
                    precisions[n] = precision.of(100 / precision.of(factor * totals[n]));
                } else if (smoothing.kind() == Smoothing.Kind.FLOOR) {
                    precisions[n] = precision.of(precision.of(100 * smoothing.value()) / totals[n]);
                }
            }
            return precisions.length;
        }

        private void combine(int effective) {
            double logs = 0;
            for (int n = 0; n < effective; n++) {
                logs += precisions[n] > 0 ? StrictMath.log(precisions[n]) : LOG_OF_ZERO;
            }
            score = brevityPenalty * StrictMath.exp(logs / effective);
        }
    }
}
