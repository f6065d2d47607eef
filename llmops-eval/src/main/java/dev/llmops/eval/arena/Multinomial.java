package dev.llmops.eval.arena;

import dev.llmops.eval.random.NumpyGenerator;

/**
 * Resamples of counts: as many battles drawn anew, each as likely as it was frequent.
 *
 * <p>Count by count, each a binomial share of what is left: by inversion where few are expected, else by the rejection of
 * Hörmann, "The Generation of Binomial Random Variates" (1993). The cost is that of the counts, not of the battles.
 */
final class Multinomial {
    private static final double INVERTED_BELOW = 10;

    private final double[][] counts;
    private final double total;

    Multinomial(double[][] counts) {
        this.counts = counts;
        double sum = 0;
        for (double[] row : counts) {
            for (double count : row) {
                sum += count;
            }
        }
        this.total = sum;
    }

    /** Puts a resample into {@code into}, which has the shape of the counts. */
    void draw(NumpyGenerator random, double[][] into) {
        double left = total;
        double weight = total;
        for (int i = 0; i < counts.length; i++) {
            for (int j = 0; j < counts[i].length; j++) {
                double count = counts[i][j];
                double drawn = count >= weight ? left : binomial(random, left, count / weight);
                into[i][j] = drawn;
                left -= drawn;
                weight -= count;
            }
        }
    }

    private static double binomial(NumpyGenerator random, double n, double p) {
        if (p <= 0 || n <= 0) {
            return 0;
        }
        if (p > 0.5) {
            return n - binomial(random, n, 1 - p);
        }
        return n * p < INVERTED_BELOW ? inverted(random, n, p) : rejected(random, n, p);
    }

    private static double inverted(NumpyGenerator random, double n, double p) {
        double odds = p / (1 - p);
        double share = StrictMath.exp(n * StrictMath.log1p(-p));
        double u = random.nextDouble();
        double k = 0;
        while (u > share && k < n) {
            u -= share;
            k++;
            share *= (n - k + 1) / k * odds;
        }
        return k;
    }

    private static double rejected(NumpyGenerator random, double n, double p) {
        double deviation = Math.sqrt(n * p * (1 - p));
        double b = 1.15 + 2.53 * deviation;
        double a = -0.0873 + 0.0248 * b + 0.01 * p;
        double c = n * p + 0.5;
        double accepted = 0.92 - 4.2 / b;
        while (true) {
            double u = random.nextDouble() - 0.5;
            double v = random.nextDouble();
            double distance = 0.5 - Math.abs(u);
            double k = Math.floor((2 * a / distance + b) * u + c);
            if (distance >= 0.07 && v <= accepted) {
                return k;
            }
            if (k < 0 || k > n) {
                continue;
            }
            double alpha = (2.83 + 5.1 / b) * deviation;
            double scaled = v * alpha / (a / (distance * distance) + b);
            if (StrictMath.log(scaled) <= logRatio(n, p, k)) {
                return k;
            }
        }
    }

    /** {@return the logarithm of how likely {@code k} is, relative to the most likely count} */
    private static double logRatio(double n, double p, double k) {
        double mode = Math.floor((n + 1) * p);
        return logFactorial(mode)
                + logFactorial(n - mode)
                - logFactorial(k)
                - logFactorial(n - k)
                + (k - mode) * StrictMath.log(p / (1 - p));
    }

    private static double logFactorial(double k) {
        if (k < 10) {
            double product = 1;
            for (int i = 2; i <= k; i++) {
                product *= i;
            }
            return StrictMath.log(product);
        }
        double inverse = 1 / (k + 1);
        double square = inverse * inverse;
        return (k + 0.5) * StrictMath.log(k + 1)
                - (k + 1)
                + 0.9189385332046727
                + inverse * (1.0 / 12 - square * (1.0 / 360 - square / 1260));
    }
}
