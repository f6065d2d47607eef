package dev.llmops.onnx.grammar.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * A range of numbers.
 *
 * @param low the lower bound, or null for none
 * @param lowOpen whether the lower bound itself is not in the range
 * @param high the upper bound, or null for none
 * @param highOpen whether the upper bound itself is not in the range
 */
record NumberRange(
        @Nullable BigDecimal low, boolean lowOpen, @Nullable BigDecimal high, boolean highOpen) {
    private static final NumberRange ALL = new NumberRange(null, false, null, false);

    static NumberRange of(Alternative alternative) {
        NumberRange range = ALL;
        for (Schema part : alternative.parts()) {
            range = range.from(part.number("minimum"), false)
                    .from(part.number("exclusiveMinimum"), true)
                    .to(part.number("maximum"), false)
                    .to(part.number("exclusiveMaximum"), true);
            // Formats of numbers as OpenAPI has them.
            String format = part.node().path("format").asText();
            if (format.equals("int32")) {
                range = range.from(BigDecimal.valueOf(Integer.MIN_VALUE), false)
                        .to(BigDecimal.valueOf(Integer.MAX_VALUE), false);
            } else if (format.equals("int64")) {
                range = range.from(BigDecimal.valueOf(Long.MIN_VALUE), false)
                        .to(BigDecimal.valueOf(Long.MAX_VALUE), false);
            }
        }
        return range;
    }

    NumberRange from(@Nullable BigDecimal bound, boolean open) {
        if (bound == null) {
            return this;
        }
        int order = low == null ? 1 : bound.compareTo(low);
        if (order < 0) {
            return this;
        }
        return new NumberRange(bound, order == 0 ? open || lowOpen : open, high, highOpen);
    }

    NumberRange to(@Nullable BigDecimal bound, boolean open) {
        if (bound == null) {
            return this;
        }
        int order = high == null ? -1 : bound.compareTo(high);
        if (order > 0) {
            return this;
        }
        return new NumberRange(low, lowOpen, bound, order == 0 ? open || highOpen : open);
    }

    boolean isBounded() {
        return low != null || high != null;
    }

    boolean isEmpty() {
        if (low == null || high == null) {
            return false;
        }
        int order = low.compareTo(high);
        return order > 0 || (order == 0 && (lowOpen || highOpen));
    }

    boolean contains(BigDecimal value) {
        boolean above = low == null || value.compareTo(low) > (lowOpen ? 0 : -1);
        return above && (high == null || value.compareTo(high) < (highOpen ? 0 : 1));
    }

    /** {@return this range, with a bound of so many digits where it has none, or more where the other bound needs it} */
    NumberRange limited(int digits) {
        int most = Math.max(digits, Math.max(digits(low), digits(high)) + 1);
        BigDecimal above = BigDecimal.TEN.pow(digits(low) < digits ? digits : most);
        BigDecimal below =
                BigDecimal.TEN.pow(digits(high) < digits ? digits : most).negate();
        return new NumberRange(
                low == null ? below : low,
                low == null || lowOpen,
                high == null ? above : high,
                high == null || highOpen);
    }

    private static int digits(@Nullable BigDecimal value) {
        return value == null ? 0 : Math.max(1, value.precision() - value.scale());
    }

    NumberRange notNegative() {
        return from(BigDecimal.ZERO, false);
    }

    NumberRange positive() {
        return from(BigDecimal.ZERO, true);
    }

    NumberRange negated() {
        return new NumberRange(
                high == null ? null : high.negate(),
                /* lowOpen= */ highOpen,
                low == null ? null : low.negate(),
                /* highOpen= */ lowOpen);
    }

    /** {@return how many steps the multiple is from zero that is in the range, or just outside, and nearest to zero} */
    BigInteger nearestToZero(BigDecimal step) {
        if (low != null && low.signum() > 0) {
            return low.divide(step, 0, RoundingMode.CEILING).toBigInteger();
        }
        if (high != null && high.signum() < 0) {
            return high.divide(step, 0, RoundingMode.FLOOR).toBigInteger();
        }
        return BigInteger.ZERO;
    }
}
