package dev.llmops.template.value;

import java.util.Arrays;
import java.util.function.BinaryOperator;

/** The operators of expressions. */
public final class Operators {
    private Operators() {}

    /** {@return {@code a + b}} */
    public static Object add(Object a, Object b, Run run) {
        if (a instanceof String first && b instanceof String second) {
            run.charge((long) first.length() + second.length());
            return first.concat(second);
        } else if (Numbers.isNumber(a) && Numbers.isNumber(b)) {
            return Numbers.add(a, b);
        }
        requireDefined(a, b);
        if (a instanceof ListValue first && b instanceof ListValue second && first.isTuple() == second.isTuple()) {
            run.charge((long) first.size() + second.size());
            Object[] both = Arrays.copyOf(first.items(), first.size() + second.size());
            System.arraycopy(second.items(), 0, both, first.size(), second.size());
            return first.with(both);
        } else if (run.printsJson() && (a instanceof String || b instanceof String)) {
            return Text.str(a, run) + Text.str(b, run);
        } else if (a instanceof String || a instanceof ListValue) {
            String type = Types.name(a);
            throw Failure.of("can only concatenate " + type + " (not \"" + Types.name(b) + "\") to " + type);
        }
        throw unsupported("+", a, b);
    }

    private static void requireDefined(Object a, Object b) {
        if (a instanceof Undefined undefined) {
            throw undefined.failure();
        } else if (b instanceof Undefined undefined) {
            throw undefined.failure();
        }
    }

    private static Failure unsupported(String operator, Object a, Object b) {
        return Failure.of("unsupported operand type(s) for " + operator + ": '" + Types.name(a) + "' and '"
                + Types.name(b) + "'");
    }

    private static Object numeric(String operator, Object a, Object b, BinaryOperator<Object> operation) {
        if (Numbers.isNumber(a) && Numbers.isNumber(b)) {
            return operation.apply(a, b);
        }
        requireDefined(a, b);
        throw unsupported(operator, a, b);
    }

    /** {@return {@code a - b}} */
    public static Object subtract(Object a, Object b) {
        if (a instanceof DictView || b instanceof DictView) {
            throw Failure.of("Views of dicts cannot be subtracted here. Loop over the keys instead.");
        }
        return numeric("-", a, b, Numbers::subtract);
    }

    /** {@return {@code a * b}} */
    public static Object multiply(Object a, Object b, Run run) {
        if (Numbers.isNumber(a) && Numbers.isNumber(b)) {
            return Numbers.multiply(a, b);
        }
        requireDefined(a, b);
        boolean first = a instanceof String || a instanceof ListValue;
        boolean second = b instanceof String || b instanceof ListValue;
        if (first && Numbers.isWhole(b)) {
            return repeat(a, Numbers.clamped(b), run);
        } else if (second && Numbers.isWhole(a)) {
            return repeat(b, Numbers.clamped(a), run);
        } else if (first || second) {
            throw Failure.of("can't multiply sequence by non-int of type '" + Types.name(first ? b : a) + "'");
        }
        throw unsupported("*", a, b);
    }

    private static Object repeat(Object value, int count, Run run) {
        int times = Math.max(0, count);
        if (value instanceof String text) {
            run.charge((long) text.length() * times);
            return text.repeat(times);
        }
        ListValue list = (ListValue) value;
        run.charge((long) list.size() * times);
        Object[] items = new Object[list.size() * times];
        for (int i = 0; i < items.length; i++) {
            items[i] = list.get(i % list.size());
        }
        return list.with(items);
    }

    /** {@return {@code a / b}} */
    public static Object divide(Object a, Object b) {
        return numeric("/", a, b, Numbers::divide);
    }

    /** {@return {@code a // b}} */
    public static Object floorDivide(Object a, Object b) {
        return numeric("//", a, b, Numbers::floorDivide);
    }

    /** {@return {@code a ** b}} */
    public static Object power(Object a, Object b) {
        return numeric("** or pow()", a, b, Numbers::power);
    }

    /** {@return {@code a % b} of numbers; texts are formatted elsewhere} */
    public static Object modulo(Object a, Object b) {
        return numeric("%", a, b, Numbers::modulo);
    }

    /** {@return {@code -a}} */
    public static Object negate(Object a) {
        requireNumber("-", a);
        return Numbers.negate(a);
    }

    /** {@return {@code +a}} */
    public static Object plus(Object a) {
        requireNumber("+", a);
        return Numbers.plus(a);
    }

    private static void requireNumber(String operator, Object a) {
        if (a instanceof Undefined undefined) {
            throw undefined.failure();
        } else if (!Numbers.isNumber(a)) {
            throw Failure.of("bad operand type for unary " + operator + ": '" + Types.name(a) + "'");
        }
    }
}
