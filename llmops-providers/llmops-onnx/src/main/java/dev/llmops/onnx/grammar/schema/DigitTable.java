package dev.llmops.onnx.grammar.schema;

import dev.llmops.onnx.grammar.automaton.Nodes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The decimal numbers of a range, not negative, digit by digit.
 *
 * <p>A place in a number is: how many digits are before the point and how many are written, whether all of them equal
 * those of the lower or the upper bound so far, and the remainder by the step. Places are nodes.
 */
final class DigitTable {
    private final Nodes nodes;
    private final NumberRange range;
    private final int mostFraction;
    private final int step;
    private final int stepScale;
    private final int next;
    private final String low;
    private final String high;
    private final String lowFraction;
    private final String highFraction;
    private final Map<Place, Integer> made = new HashMap<>();

    /**
     * A place in a number.
     *
     * @param whole digits before the point
     * @param at digits written, before the point and after
     * @param low whether they are those of the lower bound
     * @param high whether they are those of the upper bound
     * @param rest remainder of the digits as a number
     */
    private record Place(int whole, int at, boolean low, boolean high, int rest) {}

    /**
     * Prepares a table.
     *
     * @param range with both bounds, the lower at least zero
     * @param step what the numbers are multiples of, or null
     */
    DigitTable(Nodes nodes, NumberRange range, int mostFraction, @Nullable BigDecimal step, int next) {
        this.nodes = nodes;
        this.range = range;
        this.next = next;
        this.stepScale =
                step == null ? 0 : Math.max(0, step.stripTrailingZeros().scale());
        this.step = step == null ? 1 : step.setScale(stepScale).unscaledValue().intValueExact();
        this.mostFraction = step == null ? mostFraction : Math.min(mostFraction, stepScale);
        BigDecimal from = range.low() == null ? BigDecimal.ZERO : range.low();
        BigDecimal to = range.high() == null ? BigDecimal.ZERO : range.high();
        this.low = whole(from);
        this.high = whole(to);
        this.lowFraction = fraction(from);
        this.highFraction = fraction(to);
    }

    private static String whole(BigDecimal value) {
        return value.abs().toBigInteger().toString();
    }

    private static String fraction(BigDecimal value) {
        BigDecimal plain = value.abs().stripTrailingZeros();
        String text = plain.toPlainString();
        int point = text.indexOf('.');
        return point < 0 ? "" : text.substring(point + 1);
    }

    int emit() {
        if (range.isEmpty()) {
            return Nodes.FAIL;
        }
        int[] lengths = new int[high.length() - low.length() + 1];
        for (int i = 0; i < lengths.length; i++) {
            int whole = low.length() + i;
            lengths[i] = digit(new Place(whole, 0, whole == low.length(), whole == high.length(), 0));
        }
        return nodes.fork(lengths);
    }

    private int fractionDigits(int whole) {
        return Math.max(0, Math.min(mostFraction, NumberForm.DIGITS - whole));
    }

    /** {@return the node of a place after a digit} */
    private int node(Place place) {
        Integer known = made.get(place);
        if (known != null) {
            return known;
        }
        int node;
        if (place.at() < place.whole()) {
            node = digit(place);
        } else {
            int more = Nodes.FAIL;
            if (place.at() - place.whole() < fractionDigits(place.whole())) {
                int digit = digit(place);
                more = place.at() == place.whole() ? nodes.bytes('.', '.', digit) : digit;
            }
            node = nodes.fork(mayEnd(place) ? next : Nodes.FAIL, more);
        }
        made.put(place, node);
        return node;
    }

    private int digit(Place place) {
        int first = place.at() == 0 && place.whole() > 1 ? 1 : 0;
        int least = place.low() ? Math.max(first, boundDigit(place, low, lowFraction)) : first;
        int most = place.high() ? boundDigit(place, high, highFraction) : 9;
        int[] ways = new int[10];
        java.util.Arrays.fill(ways, Nodes.FAIL);
        int from = least;
        for (int d = least; d <= most; d++) {
            int then = node(after(place, d));
            if (d == most || then != node(after(place, d + 1))) {
                ways[d] = nodes.bytes('0' + from, '0' + d, then);
                from = d + 1;
            }
        }
        return nodes.fork(ways);
    }

    private static int boundDigit(Place place, String whole, String fraction) {
        if (place.at() < place.whole()) {
            return whole.charAt(place.at()) - '0';
        }
        int i = place.at() - place.whole();
        return i < fraction.length() ? fraction.charAt(i) - '0' : 0;
    }

    private Place after(Place place, int digit) {
        boolean stillLow = place.low() && digit == boundDigit(place, low, lowFraction);
        boolean stillHigh = place.high() && digit == boundDigit(place, high, highFraction);
        return new Place(
                place.whole(), place.at() + 1, stillLow, stillHigh, (int) ((place.rest() * 10L + digit) % step));
    }

    private boolean mayEnd(Place place) {
        int written = place.at() - place.whole();
        boolean above = !place.low() || (!range.lowOpen() && isZeroFrom(lowFraction, written));
        boolean below = !place.high() || !range.highOpen() || !isZeroFrom(highFraction, written);
        BigInteger scaled =
                BigInteger.TEN.pow(Math.max(0, stepScale - written)).multiply(BigInteger.valueOf(place.rest()));
        return above && below && scaled.mod(BigInteger.valueOf(step)).signum() == 0;
    }

    private static boolean isZeroFrom(String fraction, int from) {
        for (int i = from; i < fraction.length(); i++) {
            if (fraction.charAt(i) != '0') {
                return false;
            }
        }
        return true;
    }
}
