package dev.llmops.eval.random;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Elementary functions with more digits than a double has.
 *
 * <p>The C libraries under the Python tools round nearly every result correctly, {@link StrictMath} does not: the last
 * digit would tell the difference. Slow, so only for what is seldom called. Taylor series and Newton's method.
 */
final class PreciseMath {
    private static final MathContext DIGITS = new MathContext(50, RoundingMode.HALF_EVEN);

    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final BigDecimal HALF_PI =
            new BigDecimal("1.5707963267948966192313216916397514420985846996875529104874722961539");
    private static final int HALVINGS = 10;

    private PreciseMath() {}

    /** {@return e to the power of {@code x}, of moderate size} */
    static double exp(double x) {
        return exp(new BigDecimal(x)).doubleValue();
    }

    /** {@return the natural logarithm of {@code x}, which is positive} */
    static double log(double x) {
        return log(new BigDecimal(x)).doubleValue();
    }

    private static BigDecimal exp(BigDecimal x) {
        BigDecimal small = x.divide(TWO.pow(HALVINGS), DIGITS);
        BigDecimal sum = BigDecimal.ONE;
        BigDecimal term = BigDecimal.ONE;
        for (int n = 1; counts(term); n++) {
            term = term.multiply(small, DIGITS).divide(BigDecimal.valueOf(n), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        for (int i = 0; i < HALVINGS; i++) {
            sum = sum.multiply(sum, DIGITS);
        }
        return sum;
    }

    private static BigDecimal log(BigDecimal x) {
        BigDecimal log = new BigDecimal(StrictMath.log(x.doubleValue()));
        for (int i = 0; i < 2; i++) {
            // Halley's method: three times the digits with each step.
            BigDecimal power = exp(log);
            BigDecimal step = x.subtract(power, DIGITS).divide(x.add(power, DIGITS), DIGITS);
            log = log.add(TWO.multiply(step, DIGITS), DIGITS);
        }
        return log;
    }

    /** {@return the sine of {@code x}, of moderate size} */
    static double sin(double x) {
        return wave(new BigDecimal(x), 0);
    }

    /** {@return the cosine of {@code x}, of moderate size} */
    static double cos(double x) {
        return wave(new BigDecimal(x), 1);
    }

    private static double wave(BigDecimal x, int quarters) {
        BigDecimal turns = x.divide(HALF_PI, 0, RoundingMode.HALF_EVEN);
        BigDecimal rest = x.subtract(turns.multiply(HALF_PI), DIGITS);
        int quadrant = Math.floorMod(turns.intValueExact() + quarters, 4);
        BigDecimal term = quadrant % 2 == 0 ? rest : BigDecimal.ONE;
        BigDecimal negativeSquare = rest.multiply(rest, DIGITS).negate();
        BigDecimal sum = term;
        for (int n = quadrant % 2 == 0 ? 2 : 1; counts(term); n += 2) {
            term = term.multiply(negativeSquare, DIGITS).divide(BigDecimal.valueOf((long) n * (n + 1)), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        return quadrant < 2 ? sum.doubleValue() : -sum.doubleValue();
    }

    private static boolean counts(BigDecimal term) {
        return term.signum() != 0 && term.precision() - term.scale() > -DIGITS.getPrecision();
    }
}
