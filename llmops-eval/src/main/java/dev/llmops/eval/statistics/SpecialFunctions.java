package dev.llmops.eval.statistics;

/**
 * The functions under the distributions, with relative errors of about 1e-13 also far out in the tails.
 *
 * <p>Series near the centre, continued fractions (modified Lentz) beyond, as in Press et al., "Numerical Recipes",
 * chapter 6; gamma functions by Stirling's series; the power term of the beta function by deviances after Loader, "Fast
 * and Accurate Computation of Binomial Probabilities" (2000).
 */
final class SpecialFunctions {
    private static final double TINY = 1e-300;
    private static final double PRECISION = 1e-16;
    private static final int MANY = 100_000;
    private static final double HALF_LOG_TWO_PI = 0.9189385332046727;
    private static final double STIRLING_FROM = 16;

    /** Coefficients of Stirling's series: B(2k) / (2k (2k - 1)). */
    private static final double[] STIRLING = {
        1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360, 1.0 / 156
    };

    private SpecialFunctions() {}

    /** {@return the complementary error function} */
    static double erfc(double x) {
        if (x < 0) {
            return 2 - erfc(-x);
        }
        return x < 2 ? 1 - erfSeries(x) : erfcFraction(x);
    }

    private static double erfSeries(double x) {
        // All terms of this form are positive: erf(x) = 2/sqrt(pi) exp(-x^2) sum (2x^2)^n x / (1 3 5 ... (2n+1)).
        double term = x;
        double sum = x;
        for (int n = 1; term > sum * PRECISION; n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / StrictMath.sqrt(Math.PI) * StrictMath.exp(-x * x) * sum;
    }

    private static double erfcFraction(double x) {
        if (x > 27) {
            return 0;
        }
        double square = x * x;
        double b = square + 0.5;
        double c = 1 / TINY;
        double d = 1 / b;
        double h = d;
        for (int i = 1; i < MANY; i++) {
            double a = -i * (i - 0.5);
            b += 2;
            d = 1 / nonZero(a * d + b);
            c = nonZero(b + a / c);
            h *= c * d;
            if (Math.abs(c * d - 1) < PRECISION * 2) {
                break;
            }
        }
        return StrictMath.exp(-square) * x * h / StrictMath.sqrt(Math.PI);
    }

    /** {@return the logarithm of the gamma function of {@code x}, which is positive} */
    static double logGamma(double x) {
        double product = 1;
        double shifted = x;
        while (shifted < STIRLING_FROM) {
            product *= shifted;
            shifted++;
        }
        return (shifted - 0.5) * StrictMath.log(shifted)
                - shifted
                + HALF_LOG_TWO_PI
                + stirling(shifted)
                - StrictMath.log(product);
    }

    /** {@return what Stirling's formula lacks at {@code x}} */
    private static double stirlingError(double x) {
        return x >= STIRLING_FROM ? stirling(x) : logGamma(x) - ((x - 0.5) * StrictMath.log(x) - x + HALF_LOG_TWO_PI);
    }

    private static double stirling(double x) {
        double inverseSquare = 1 / (x * x);
        double sum = 0;
        for (int i = STIRLING.length - 1; i >= 0; i--) {
            sum = sum * inverseSquare + STIRLING[i];
        }
        return sum / x;
    }

    /** {@return the logarithm of the number of ways to choose {@code k} of {@code n}} */
    static double logChoose(double n, double k) {
        if (k <= 0 || k >= n) {
            return 0;
        }
        double a = k + 1;
        double b = n - k + 1;
        return -StrictMath.log(n + 1) - logBeta(a, b);
    }

    private static double logBeta(double a, double b) {
        double sum = a + b;
        return a * StrictMath.log(a / sum)
                + b * StrictMath.log(b / sum)
                - 0.5 * StrictMath.log(a * b / sum)
                + HALF_LOG_TWO_PI
                + stirlingError(a)
                + stirlingError(b)
                - stirlingError(sum);
    }

    /**
     * {@return the regularised incomplete beta function I<sub>x</sub>(a, b)}
     *
     * @param y 1 - x, which the caller may know with more digits
     */
    static double incompleteBeta(double x, double y, double a, double b) {
        if (x <= 0) {
            return 0;
        }
        if (y <= 0) {
            return 1;
        }
        if (x > (a + 1) / (a + b + 2)) {
            return 1 - betaFraction(y, x, b, a);
        }
        return betaFraction(x, y, a, b);
    }

    /** {@return x<sup>a</sup> y<sup>b</sup> / B(a, b)} */
    static double betaPower(double x, double y, double a, double b) {
        double sum = a + b;
        double log = a * logRatio(x * sum, a)
                + b * logRatio(y * sum, b)
                + stirlingError(sum)
                - stirlingError(a)
                - stirlingError(b);
        return StrictMath.exp(log - HALF_LOG_TWO_PI) * StrictMath.sqrt(a / sum * b);
    }

    /** {@return log(u / v) - (u - v) / v, without cancellation where both are close} */
    private static double logRatio(double u, double v) {
        double z = (u - v) / v;
        if (Math.abs(z) > 0.1) {
            return StrictMath.log(u / v) - z;
        }
        double power = -z * z;
        double sum = power / 2;
        for (int n = 3; Math.abs(power) > PRECISION * PRECISION; n++) {
            power *= -z;
            sum += power / n;
        }
        return sum;
    }

    private static double betaFraction(double x, double y, double a, double b) {
        double c = 1;
        double d = 1 / nonZero(1 - (a + b) * x / (a + 1));
        double h = d;
        for (int m = 1; m < MANY; m++) {
            double even = m * (b - m) * x / ((a - 1 + 2 * m) * (a + 2 * m));
            d = 1 / nonZero(1 + even * d);
            c = nonZero(1 + even / c);
            h *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 1 + 2 * m));
            d = 1 / nonZero(1 + odd * d);
            c = nonZero(1 + odd / c);
            h *= d * c;
            if (Math.abs(d * c - 1) < PRECISION * 2) {
                break;
            }
        }
        return betaPower(x, y, a, b) * h / a;
    }

    private static double nonZero(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }
}
