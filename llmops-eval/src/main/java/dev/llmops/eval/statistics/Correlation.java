package dev.llmops.eval.statistics;

import java.util.Optional;

/** How closely two measurements of the same items go together, from -1 to 1, with p-values of no relation. */
public final class Correlation {
    private static final int EXACT_UP_TO = 33;

    private Correlation() {}

    /** {@return Pearson's r with its two-sided p-value; empty for fewer than two pairs or if a side does not vary} */
    public static Optional<TestResult> pearson(double[] a, double[] b) {
        Pairs.checkPaired(a, b);
        if (a.length < 2) {
            return Optional.empty();
        }
        double meanA = Summary.mean(a);
        double meanB = Summary.mean(b);
        double squaresA = 0;
        double squaresB = 0;
        double products = 0;
        for (int i = 0; i < a.length; i++) {
            squaresA += (a[i] - meanA) * (a[i] - meanA);
            squaresB += (b[i] - meanB) * (b[i] - meanB);
            products += (a[i] - meanA) * (b[i] - meanB);
        }
        if (!(squaresA > 0 && squaresB > 0)) {
            return Optional.empty();
        }
        double r = products / StrictMath.sqrt(squaresA) / StrictMath.sqrt(squaresB);
        r = Math.max(-1, Math.min(1, r));
        double p = a.length == 2
                ? 1
                : SpecialFunctions.incompleteBeta((1 - r) * (1 + r), r * r, (a.length - 2) / 2.0, 0.5);
        return Optional.of(new TestResult(r, p));
    }

    /** {@return Spearman's rank correlation with its two-sided p-value by Student's t; empty as {@link #pearson} is} */
    public static Optional<TestResult> spearman(double[] a, double[] b) {
        Pairs.checkPaired(a, b);
        return pearson(Ranks.of(a).all(), Ranks.of(b).all());
    }

    /**
     * {@return Kendall's tau-b with its two-sided p-value; empty if a side does not vary}
     *
     * <p>Exact without ties up to {@value #EXACT_UP_TO} pairs, and beyond if at most one pair of pairs is out of order;
     * else by the normal distribution with tie terms.
     */
    public static Optional<TestResult> kendall(double[] a, double[] b) {
        Pairs.checkPaired(a, b);
        PairOrders orders = PairOrders.of(a, b);
        double n = a.length;
        Ties tiesA = Ties.of(a);
        Ties tiesB = Ties.of(b);
        double pairs = n * (n - 1) / 2;
        if (!(tiesA.pairs < pairs && tiesB.pairs < pairs)) {
            return Optional.empty();
        }
        double excess = orders.concordant() - orders.discordant();
        double tau = excess / StrictMath.sqrt(pairs - tiesA.pairs) / StrictMath.sqrt(pairs - tiesB.pairs);
        long fewer = Math.min(orders.concordant(), orders.discordant());
        boolean exact = tiesA.pairs + tiesB.pairs == 0 && (a.length <= EXACT_UP_TO || fewer <= 1);
        double p = exact ? exact(a.length, fewer) : normal(n, excess, tiesA, tiesB);
        return Optional.of(new TestResult(Math.max(-1, Math.min(1, tau)), p));
    }

    private static double normal(double n, double excess, Ties a, Ties b) {
        double m = n * (n - 1);
        double variance = (m * (2 * n + 5) - a.fives - b.fives) / 18 + 2 * a.pairs * b.pairs / m;
        if (n > 2) {
            variance += a.triples * b.triples / (9 * m * (n - 2));
        }
        return Distributions.normalTwoSided(excess / StrictMath.sqrt(variance));
    }

    /** {@return twice the share of the orders of {@code n} with at most {@code inversions} pairs out of order} */
    private static double exact(int n, long inversions) {
        if (4 * inversions == (long) n * (n - 1)) {
            return 1;
        }
        double[] shares = {1};
        for (int size = 2; size <= n; size++) {
            double[] next = new double[(int) Math.min(inversions + 1, shares.length + size - 1L)];
            double window = 0;
            for (int i = 0; i < next.length; i++) {
                window += i < shares.length ? shares[i] : 0;
                window -= i >= size && i - size < shares.length ? shares[i - size] : 0;
                next[i] = window / size;
            }
            shares = next;
        }
        return Math.min(1, 2 * Summary.sum(shares));
    }

    private record Ties(double pairs, double triples, double fives) {
        static Ties of(double[] values) {
            double pairs = 0;
            double triples = 0;
            double fives = 0;
            for (double size : Ranks.of(values).groups()) {
                pairs += size * (size - 1) / 2;
                triples += size * (size - 1) * (size - 2);
                fives += size * (size - 1) * (2 * size + 5);
            }
            return new Ties(pairs, triples, fives);
        }
    }
}
