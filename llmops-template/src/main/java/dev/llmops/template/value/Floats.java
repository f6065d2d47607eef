package dev.llmops.template.value;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** How Python writes floating point numbers. */
public final class Floats {
    private static final int FIRST_DIGITS = 15;
    private static final int MOST_DIGITS = 17;
    private static final int LARGEST_PLAIN = 16;
    private static final int SMALLEST_PLAIN = -4;

    private Floats() {}

    /** {@return the shortest text that reads back as {@code real}} */
    public static String repr(double real) {
        if (Double.isNaN(real)) {
            return "nan";
        } else if (Double.isInfinite(real)) {
            return real > 0 ? "inf" : "-inf";
        } else if (real == Math.rint(real) && Math.abs(real) < 1e15) {
            return (1 / real < 0 && real == 0 ? "-0" : Long.toString((long) real)) + ".0";
        }
        return written(shortest(real));
    }

    // Double.toString of Java 17 is not always the shortest.
    private static BigDecimal shortest(double real) {
        BigDecimal exact = new BigDecimal(real);
        for (int digits = FIRST_DIGITS; digits < MOST_DIGITS; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == real) {
                return rounded.stripTrailingZeros();
            }
        }
        return exact.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN)).stripTrailingZeros();
    }

    private static String written(BigDecimal number) {
        int exponent = number.precision() - number.scale() - 1;
        if (exponent >= SMALLEST_PLAIN && exponent < LARGEST_PLAIN) {
            String plain = number.toPlainString();
            return plain.indexOf('.') < 0 ? plain + ".0" : plain;
        }
        String digits = number.unscaledValue().abs().toString();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return (number.signum() < 0 ? "-" : "") + mantissa + exponent(exponent);
    }

    /** {@return {@code e+07} and the like} */
    public static String exponent(int exponent) {
        int size = Math.abs(exponent);
        return "e" + (exponent < 0 ? "-" : "+") + (size < 10 ? "0" : "") + size;
    }
}
