package dev.llmops.eval.text;

/**
 * The F-score of chrF from sums of statistics: for each order the n-grams of hypotheses, of references, and common ones.
 */
final class ChrfFormula {
    /** How many statistics an order has. */
    static final int WIDTH = 3;

    private static final double EPSILON = 1e-16;

    private final double factor;
    private final int orders;
    private final boolean epsSmoothing;

    ChrfFormula(int beta, int orders, boolean epsSmoothing) {
        this.factor = (double) beta * beta;
        this.orders = orders;
        this.epsSmoothing = epsSmoothing;
    }

    /** {@return the score of the statistics in {@code sums} from {@code offset} on} */
    double score(double[] sums, int offset, Precision precision) {
        return epsSmoothing ? meanOfScores(sums, offset, precision) : scoreOfMeans(sums, offset, precision);
    }

    private double scoreOfMeans(double[] sums, int offset, Precision in) {
        double p = 0;
        double r = 0;
        int effective = 0;
        for (int i = 0; i < orders; i++) {
            double hypothesis = sums[offset + WIDTH * i];
            double reference = sums[offset + WIDTH * i + 1];
            double match = sums[offset + WIDTH * i + 2];
            if (hypothesis > 0 && reference > 0) {
                p = in.of(p + in.of(match / hypothesis));
                r = in.of(r + in.of(match / reference));
                effective++;
            }
        }
        if (!(p + r > 0)) {
            return 0;
        }
        p = in.of(p / effective);
        r = in.of(r / effective);
        return in.of(100 * in.of(product(p, r, in) / in.of(in.of(factor * p) + r)));
    }

    private double meanOfScores(double[] sums, int offset, Precision in) {
        double total = 0;
        for (int i = 0; i < orders; i++) {
            double hypothesis = sums[offset + WIDTH * i];
            double reference = sums[offset + WIDTH * i + 1];
            double match = sums[offset + WIDTH * i + 2];
            double p = hypothesis > 0 ? in.of(match / hypothesis) : EPSILON;
            double r = reference > 0 ? in.of(match / reference) : EPSILON;
            double denominator = in.of(in.of(factor * p) + r);
            double score = denominator > 0 ? in.of(product(p, r, in) / denominator) : EPSILON;
            total = in.of(total + score);
        }
        return in.of(in.of(100 * total) / orders);
    }

    private double product(double p, double r, Precision in) {
        return in.of(in.of((1 + factor) * p) * r);
    }
}
