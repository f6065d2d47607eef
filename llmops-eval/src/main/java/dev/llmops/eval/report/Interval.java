package dev.llmops.eval.report;

/**
 * Where a score lies with 95 % confidence.
 *
 * @param low the lower end
 * @param high the upper end
 * @param method how it was computed, for people
 */
record Interval(double low, double high, String method) {
    private static final double Z = 1.959963984540054;

    /** {@return the interval of Wilson (1927) of a share: {@code successes} of {@code trials}} */
    static Interval wilson(double successes, double trials) {
        double z2 = Z * Z;
        double middle = (successes + z2 / 2) / (trials + z2);
        double half = Z / (trials + z2) * Math.sqrt(successes * (trials - successes) / trials + z2 / 4);
        return new Interval(Math.max(0, middle - half), Math.min(1, middle + half), "Wilson");
    }

    /** {@return the interval of a mean whose standard error has {@code degrees} degrees of freedom} */
    static Interval student(double mean, double standardError, long degrees) {
        double half = studentQuantile(degrees) * standardError;
        return new Interval(mean - half, mean + half, "Student's t over items");
    }

    /** {@return the 97.5 % quantile of Student's distribution} */
    static double studentQuantile(long degrees) {
        if (degrees > 200) {
            return expansion((double) degrees);
        }
        double low = 0;
        double high = 100;
        for (int i = 0; i < 100; i++) {
            double middle = (low + high) / 2;
            if (twoSided(middle, (int) degrees) < 0.95) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** Abramowitz and Stegun 26.7.5; right to nine digits from 200 degrees of freedom on. */
    private static double expansion(double degrees) {
        double z3 = Z * Z * Z;
        double z5 = z3 * Z * Z;
        double z7 = z5 * Z * Z;
        double first = (z3 + Z) / 4;
        double second = (5 * z5 + 16 * z3 + 3 * Z) / 96;
        double third = (3 * z7 + 19 * z5 + 17 * z3 - 15 * Z) / 384;
        return Z + first / degrees + second / (degrees * degrees) + third / (degrees * degrees * degrees);
    }

    /** {@return the probability of a value between -t and t: Abramowitz and Stegun 26.7.3 and 26.7.4} */
    private static double twoSided(double t, int degrees) {
        double theta = Math.atan(t / Math.sqrt(degrees));
        double cosine = Math.cos(theta);
        boolean odd = degrees % 2 == 1;
        double term = odd ? cosine : 1;
        double sum = degrees == 1 ? 0 : term;
        for (int i = odd ? 3 : 2; i < degrees; i += 2) {
            term *= cosine * cosine * (i - 1) / i;
            sum += term;
        }
        return odd ? 2 / Math.PI * (theta + Math.sin(theta) * sum) : Math.sin(theta) * sum;
    }
}
