package dev.llmops.template.builtin;

import dev.llmops.template.text.WholeText;
import dev.llmops.template.value.Failure;
import dev.llmops.template.value.None;
import dev.llmops.template.value.Numbers;
import dev.llmops.template.value.Types;
import dev.llmops.template.value.Undefined;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The filters that make numbers, or text of them. */
final class NumberFilters {
    private static final List<String> UNITS = List.of("kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB");
    private static final List<String> BINARY_UNITS = List.of("KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB");
    private static final int MOST_PLACES = 400;

    private NumberFilters() {}

    static List<Builtin> all() {
        return List.of(
                Builtin.of("abs", NumberFilters::abs, 1, "x"),
                Builtin.of("int", NumberFilters::whole, 1, "value", "default", "base"),
                Builtin.of("float", NumberFilters::real, 1, "value", "default"),
                Builtin.of("round", NumberFilters::round, 1, "value", "precision", "method"),
                Builtin.of("filesizeformat", NumberFilters::fileSize, 1, "value", "binary"));
    }

    private static Object abs(Given given) {
        if (!Numbers.isNumber(given.get(0))) {
            throw Failure.of("bad operand type for abs(): '" + Types.name(given.get(0)) + "'");
        }
        return Numbers.abs(given.get(0));
    }

    private static Object whole(Given given) {
        Object value = given.get(0);
        if (value instanceof Undefined undefined) {
            throw undefined.failure();
        } else if (Numbers.isWhole(value)) {
            return Numbers.plus(value);
        } else if (value instanceof String text) {
            given.run().charge(text.length());
            Object whole = WholeText.parse(text, given.has(2) ? given.whole(2) : 10);
            if (whole != null) {
                return whole;
            }
        }
        Double real = parsed(value);
        if (real == null || !Double.isFinite(real)) {
            return given.or(1, 0L);
        }
        return Numbers.truncate(real);
    }

    private static Object real(Given given) {
        if (given.get(0) instanceof Undefined undefined) {
            throw undefined.failure();
        }
        Double real = parsed(given.get(0));
        return real == null ? given.or(1, 0.0) : real;
    }

    private static @Nullable Double parsed(Object value) {
        if (Numbers.isNumber(value)) {
            return Numbers.real(value);
        }
        return value instanceof String text ? WholeText.real(text) : null;
    }

    private static Object round(Given given) {
        Object value = given.get(0);
        String method = given.has(2) ? given.str(2) : "common";
        int places = given.wholeOr(1, 0);
        if (!List.of("common", "ceil", "floor").contains(method)) {
            throw Failure.of("method must be common, ceil or floor");
        } else if (value instanceof Undefined undefined) {
            throw undefined.failure();
        } else if (!Numbers.isNumber(value)) {
            throw Failure.of("type " + Types.name(value) + " doesn't define __round__ method");
        } else if (Math.abs((long) places) > MOST_PLACES) {
            throw Failure.of("round takes at most " + MOST_PLACES + " places");
        }
        return method.equals("common") ? common(value, places, given) : directed(value, places, method);
    }

    private static Object common(Object value, int places, Given given) {
        if (Numbers.isWhole(value)) {
            BigDecimal exact = new BigDecimal(Numbers.big(value));
            return places >= 0
                    ? Numbers.plus(value)
                    : Numbers.whole(
                            exact.setScale(places, RoundingMode.HALF_EVEN).toBigInteger());
        }
        double real = Numbers.real(value);
        if (given.has(1) && given.get(1) instanceof None) {
            return Numbers.truncate(Math.rint(real));
        }
        return Double.isFinite(real)
                ? (Object) Math.copySign(
                        new BigDecimal(real)
                                .setScale(places, RoundingMode.HALF_EVEN)
                                .doubleValue(),
                        real)
                : real;
    }

    private static Object directed(Object value, int places, String method) {
        Object factor = Numbers.power(10L, (long) places);
        Object scaled = Numbers.multiply(value, factor);
        if (scaled instanceof Double real) {
            scaled = Numbers.truncate(method.equals("ceil") ? Math.ceil(real) : Math.floor(real));
        }
        return Numbers.divide(scaled, factor);
    }

    private static Object fileSize(Given given) {
        Double size = parsed(given.get(0));
        if (size == null) {
            throw Failure.of("filesizeformat needs a number, not " + Types.name(given.get(0)));
        }
        boolean binary = given.flag(1);
        int base = binary ? 1024 : 1000;
        if (size == 1) {
            return "1 Byte";
        } else if (size < base) {
            return Numbers.truncate(size) + " Bytes";
        }
        List<String> units = binary ? BINARY_UNITS : UNITS;
        double unit = base;
        int index = 0;
        while (index < units.size() - 1 && size >= unit * base) {
            unit *= base;
            index++;
        }
        BigDecimal shown = new BigDecimal(size / unit).setScale(1, RoundingMode.HALF_EVEN);
        return String.format(Locale.ROOT, "%s %s", shown.toPlainString(), units.get(index));
    }
}
