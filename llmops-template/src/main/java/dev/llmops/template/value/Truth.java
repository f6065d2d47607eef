package dev.llmops.template.value;

import java.math.BigInteger;

/** Which values count as true. */
public final class Truth {
    private Truth() {}

    /** {@return whether {@code value} counts as true: not empty, zero, none or undefined} */
    public static boolean of(Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        } else if (value instanceof String text) {
            return !text.isEmpty();
        } else if (value instanceof ListValue list) {
            return list.size() > 0;
        } else if (value instanceof DictValue dict) {
            return dict.size() > 0;
        } else if (value instanceof None) {
            return false;
        } else if (value instanceof Undefined undefined) {
            undefined.requireLenient();
            return false;
        }
        return rare(value);
    }

    private static boolean rare(Object value) {
        if (value instanceof Long whole) {
            return whole != 0;
        } else if (value instanceof Double real) {
            return real != 0;
        } else if (value instanceof BigInteger big) {
            return big.signum() != 0;
        } else if (value instanceof DictView view) {
            return view.dict().size() > 0;
        } else if (value instanceof RangeValue range) {
            return range.size() > 0;
        }
        return true;
    }
}
