package dev.llmops.eval.statistics;

import dev.llmops.api.Require;

/** The distributions that tests and intervals need: normal, Student's t, beta and binomial. */
public final class Distributions {
    private static final int STEPS = 200;

    private Distributions() {}

    /** {@return the probability that a standard normal variable is at most {@code z}} */
    public static double normalBelow(double z) {
        return SpecialFunctions.erfc(-z / StrictMath.sqrt(2)) / 2;
    }

    /** {@return the probability that a standard normal variable lies as far from 0 as {@code z}, on either side} */
    public static double normalTwoSided(double z) {
        return SpecialFunctions.erfc(Math.abs(z) / StrictMath.sqrt(2));
    }

    /** {@return the value below which a standard normal variable stays with {@code probability}, in (0, 1)} */
    public static double normalQuantile(double probability) {
        checkProbability(probability);
        if (probability > 0.5) {
            return -normalQuantile(1 - probability);
        }
        double root = StrictMath.sqrt(-2 * StrictMath.log(probability));
        double z = -root + (2.30753 + 0.27061 * root) / (1 + root * (0.99229 + 0.04481 * root));
        for (int i = 0; i < 4; i++) {
            double error = normalBelow(z) - probability;
            double density = StrictMath.exp(-z * z / 2) / StrictMath.sqrt(2 * Math.PI);
            double step = error / density;
            z -= step / (1 + z * step / 2);
        }
        return z;
    }

    /** {@return the probability that chi-squared with one degree of freedom is at least {@code x}} */
    public static double chiSquareAbove(double x) {
        return SpecialFunctions.erfc(StrictMath.sqrt(x / 2));
    }

    /** {@return the probability that Student's t lies as far from 0 as {@code t}, on either side} */
    public static double studentTwoSided(double t, double degrees) {
        if (Double.isInfinite(t)) {
            return 0;
        }
        double square = t * t;
        double sum = degrees + square;
        return SpecialFunctions.incompleteBeta(degrees / sum, square / sum, degrees / 2, 0.5);
    }

    /** {@return the probability that Student's t is at least {@code t}} */
    public static double studentAbove(double t, double degrees) {
        double outside = studentTwoSided(t, degrees) / 2;
        return t > 0 ? outside : 1 - outside;
    }

    /** {@return the value below which Student's t stays with {@code probability}, in (0, 1)} */
    public static double studentQuantile(double probability, double degrees) {
        checkProbability(probability);
        if (probability > 0.5) {
            return -studentQuantile(1 - probability, degrees);
        }
        // t is monotone in its beta-distributed share: P(T < -t) = I(d/(d+t^2); d/2, 1/2) / 2.
        double share = betaQuantile(2 * probability, degrees / 2, 0.5);
        double rest = betaQuantile(1 - 2 * probability, 0.5, degrees / 2);
        double part = share > 0.5 ? 1 - rest : share;
        double other = share > 0.5 ? rest : 1 - share;
        return -StrictMath.sqrt(degrees * other / part);
    }

    /** {@return the probability that a beta variable with parameters {@code a} and {@code b} is at most {@code x}} */
    public static double betaBelow(double x, double a, double b) {
        return SpecialFunctions.incompleteBeta(x, 1 - x, a, b);
    }

    /** {@return the value below which a beta variable stays with {@code probability}, in [0, 1]} */
    public static double betaQuantile(double probability, double a, double b) {
        Require.inRange(probability, 0, 1, "probability");
        if (probability <= 0) {
            return 0;
        }
        if (probability >= 1) {
            return 1;
        }
        double low = 0;
        double high = 1;
        double x = a / (a + b);
        for (int i = 0; i < STEPS; i++) {
            double error = betaBelow(x, a, b) - probability;
            if (error > 0) {
                high = x;
            } else {
                low = x;
            }
            double density = SpecialFunctions.betaPower(x, 1 - x, a, b) / (x * (1 - x));
            double next = x - error / density;
            if (!(next > low && next < high)) {
                next = low > 0 ? StrictMath.sqrt(low * high) : high / 16;
                next = next > low && next < high && next < 0.5 ? next : (low + high) / 2;
            }
            if (Math.abs(next - x) <= 1e-15 * x) {
                return next;
            }
            x = next;
        }
        return x;
    }

    /** {@return the probability of at most {@code k} successes in {@code n} trials that succeed with {@code p}} */
    public static double binomialAtMost(long k, long n, double p) {
        if (k < 0) {
            return 0;
        }
        return k >= n ? 1 : SpecialFunctions.incompleteBeta(1 - p, p, (double) n - k, k + 1.0);
    }

    /** {@return the probability of {@code k} successes in {@code n} trials that succeed with {@code p}} */
    static double binomialExactly(long k, long n, double p) {
        if (k < 0 || k > n) {
            return 0;
        }
        double q = 1 - p;
        if (k == 0) {
            return StrictMath.exp(n * StrictMath.log1p(-p));
        }
        if (k == n) {
            return StrictMath.exp(n * StrictMath.log(p));
        }
        return SpecialFunctions.betaPower(p, q, (double) k, (double) n - k) * n / ((double) k * (n - k));
    }

    private static void checkProbability(double probability) {
        Require.that(
                probability > 0 && probability < 1,
                "probability",
                "probability must be more than 0 and less than 1, was " + probability);
    }
}
