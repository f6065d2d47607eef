package dev.llmops.template.text;

import dev.llmops.template.value.Floats;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Floating point numbers without a sign, written with a given precision as C does. */
final class NumberText {
    private NumberText() {}

    /** {@return {@code size} with {@code precision} digits after the point} */
    static String fixed(double size, int precision) {
        return new BigDecimal(size).setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
    }

    /** {@return {@code size} with one digit before the point and {@code precision} after it} */
    static String scientific(double size, int precision) {
        BigDecimal rounded = new BigDecimal(size).round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
        int exponent = size == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
        String digits = size == 0 ? "0" : rounded.unscaledValue().toString();
        String padded = digits + "0".repeat(Math.max(0, precision + 1 - digits.length()));
        String fraction = precision == 0 ? "" : "." + padded.substring(1, precision + 1);
        return padded.charAt(0) + fraction + Floats.exponent(exponent);
    }

    /** {@return {@code size} with {@code precision} digits in all, in the shorter of both ways} */
    static String general(double size, int precision, boolean keepZeros) {
        int digits = Math.max(1, precision);
        BigDecimal rounded = new BigDecimal(size).round(new MathContext(digits, RoundingMode.HALF_EVEN));
        int exponent = size == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
        if (exponent < -4 || exponent >= digits) {
            String text = scientific(size, digits - 1);
            int e = text.indexOf('e');
            return (keepZeros ? text.substring(0, e) : trimmed(text.substring(0, e))) + text.substring(e);
        }
        String text = fixed(size, Math.max(0, digits - 1 - exponent));
        return keepZeros ? text : trimmed(text);
    }

    private static String trimmed(String number) {
        if (number.indexOf('.') < 0) {
            return number;
        }
        int end = number.length();
        while (number.charAt(end - 1) == '0') {
            end--;
        }
        return number.substring(0, number.charAt(end - 1) == '.' ? end - 1 : end);
    }
}
