package dev.llmops.eval.gate;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as people read them. */
final class Numbers {
    private static final MathContext SIX_DIGITS = new MathContext(6, RoundingMode.HALF_EVEN);

    private Numbers() {}

    /** {@return the value with four places, or more digits if it is tiny; no trailing zeros, no exponent} */
    static String plain(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        BigDecimal exact = new BigDecimal(value);
        BigDecimal rounded = exact.setScale(4, RoundingMode.HALF_EVEN);
        if (rounded.signum() == 0 && exact.signum() != 0) {
            rounded = exact.round(new MathContext(2, RoundingMode.HALF_EVEN));
        } else if (rounded.precision() > 10) {
            rounded = exact.round(SIX_DIGITS);
        }
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    /** {@return the value with its sign} */
    static String signed(double value) {
        String text = plain(value);
        return value > 0 ? "+" + text : text;
    }

    /** {@return a share as per cent, such as {@code 97.5 %}} */
    static String percent(double share) {
        return BigDecimal.valueOf(share * 100)
                        .setScale(1, RoundingMode.HALF_EVEN)
                        .stripTrailingZeros()
                        .toPlainString() + " %";
    }
}
