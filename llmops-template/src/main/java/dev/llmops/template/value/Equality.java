package dev.llmops.template.value;

/** When two values are the same for {@code ==}, and which comes first for {@code <}. */
public final class Equality {
    private Equality() {}

    /** {@return whether {@code a == b} in Python} */
    public static boolean same(Object a, Object b) {
        if (a instanceof String || b instanceof String) {
            return a.equals(b);
        } else if (Numbers.isNumber(a)) {
            return Numbers.isNumber(b) && Numbers.same(a, b);
        } else if (a instanceof ListValue first) {
            return b instanceof ListValue second
                    && first.isTuple() == second.isTuple()
                    && same(first.items(), second.items());
        } else if (a instanceof DictValue first) {
            return b instanceof DictValue second && same(first, second);
        } else if (a instanceof Undefined first) {
            first.requireLenient();
            return b instanceof Undefined;
        } else if (a instanceof RangeValue first) {
            return b instanceof RangeValue second && same(first.items(), second.items());
        }
        return a.equals(b);
    }

    /** {@return whether both have the same items in the same order} */
    private static boolean same(Object[] a, Object[] b) {
        if (a.length != b.length) {
            return false;
        }
        for (int i = 0; i < a.length; i++) {
            if (!same(a[i], b[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(DictValue a, DictValue b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (Object key : a.keys()) {
            Object left = a.get(key);
            Object right = b.get(key);
            if (left == null || right == null || !same(left, right)) {
                return false;
            }
        }
        return true;
    }

    /**
     * {@return a negative number, zero or a positive one, as {@code a} is before, the same as, or after {@code b}}
     *
     * @param operator what the message names if the two have no order
     */
    public static int order(Object a, Object b, String operator) {
        if (a instanceof Undefined undefined) {
            throw undefined.failure();
        } else if (b instanceof Undefined undefined) {
            throw undefined.failure();
        } else if (a instanceof String first && b instanceof String second) {
            return order(first, second);
        } else if (Numbers.isNumber(a) && Numbers.isNumber(b)) {
            return Numbers.order(a, b);
        } else if (a instanceof ListValue first
                && b instanceof ListValue second
                && first.isTuple() == second.isTuple()) {
            int common = Math.min(first.size(), second.size());
            for (int i = 0; i < common; i++) {
                if (!same(first.get(i), second.get(i))) {
                    return order(first.get(i), second.get(i), operator);
                }
            }
            return Integer.compare(first.size(), second.size());
        }
        throw Failure.of("'" + operator + "' not supported between instances of '" + Types.name(a) + "' and '"
                + Types.name(b) + "'");
    }

    /** {@return the order of two texts by code points, which differs from Java's beyond U+FFFF} */
    static int order(String a, String b) {
        int common = Math.min(a.length(), b.length());
        for (int i = 0; i < common; i++) {
            char first = a.charAt(i);
            char second = b.charAt(i);
            if (first != second) {
                boolean firstHigh = Character.isSurrogate(first);
                return firstHigh == Character.isSurrogate(second) ? first - second : firstHigh ? 1 : -1;
            }
        }
        return a.length() - b.length();
    }
}
