package dev.llmops.template.text;

import dev.llmops.template.value.DictValue;
import dev.llmops.template.value.Failure;
import dev.llmops.template.value.ListValue;
import dev.llmops.template.value.Numbers;
import dev.llmops.template.value.RangeValue;
import dev.llmops.template.value.Run;
import dev.llmops.template.value.Text;
import dev.llmops.template.value.Types;
import dev.llmops.template.value.Undefined;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Formatting in the manner of C: {@code "%s is %d" % (name, age)}. */
public final class PercentFormat {
    private static final Pattern FIELD =
            Pattern.compile("%(?:\\(([^)]*)\\))?([-+ #0]*)(\\*|\\d+)?(?:\\.(\\*|\\d+)?)?[hlL]?(.)?", Pattern.DOTALL);
    private static final int MOST = 1_000_000;

    private final Run run;
    private final Object argument;
    private final Object[] values;
    private int used;
    private boolean byName;

    private PercentFormat(Object argument, Run run) {
        this.run = run;
        this.argument = argument;
        this.values = argument instanceof ListValue list && list.isTuple() ? list.items() : new Object[] {argument};
    }

    /** {@return {@code format % argument}} */
    public static String format(String format, Object argument, Run run) {
        return new PercentFormat(argument, run).format(format);
    }

    private String format(String format) {
        StringBuilder out = new StringBuilder();
        Matcher field = FIELD.matcher(format);
        int from = 0;
        while (field.find()) {
            out.append(format, from, field.start());
            out.append(field(field, format));
            run.charge(out.length() - (long) from > 0 ? field.end() - from : 0);
            run.limit(out.length());
            from = field.end();
        }
        boolean mapping = byName || isSubscriptable(argument);
        if (used < values.length && !mapping) {
            throw Failure.of("not all arguments converted during string formatting");
        }
        return out.append(format, from, format.length()).toString();
    }

    // What can be subscripted may be left unused, since it might have been meant for named fields.
    private static boolean isSubscriptable(Object value) {
        return value instanceof DictValue
                || value instanceof Undefined
                || value instanceof RangeValue
                || value instanceof ListValue list && !list.isTuple();
    }

    private String field(Matcher field, String format) {
        String conversion = field.group(5);
        if (conversion == null) {
            throw Failure.of("incomplete format");
        } else if (conversion.equals("%")) {
            return "%";
        }
        String name = field.group(1);
        String flags = field.group(2);
        int width = amount(field.group(3));
        boolean pointed = field.end(2) + length(field.group(3)) < field.end(5) - 1
                && format.indexOf('.', field.end(2)) >= 0
                && format.indexOf('.', field.end(2)) < field.end(5);
        int precision = field.group(4) == null ? (pointed ? 0 : -1) : amount(field.group(4));
        if (width < 0) {
            flags = flags + "-";
            width = -width;
        }
        Object value = name == null ? next() : named(name);
        return converted(value, conversion.codePointAt(0), flags, width, precision);
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    private int amount(@Nullable String digits) {
        if (digits == null) {
            return 0;
        } else if (digits.equals("*")) {
            Object amount = next();
            if (!Numbers.isWhole(amount)) {
                throw Failure.of("* wants int");
            }
            return bounded(Numbers.clamped(amount));
        }
        return bounded(digits.length() > 7 ? Integer.MAX_VALUE : Integer.parseInt(digits));
    }

    private static int bounded(int amount) {
        if (amount > MOST || amount < -MOST) {
            throw Failure.of("A width or precision may be at most " + MOST);
        }
        return amount;
    }

    private Object next() {
        if (used >= values.length) {
            throw Failure.of("not enough arguments for format string");
        }
        return values[used++];
    }

    private Object named(String name) {
        if (!(argument instanceof DictValue dict)) {
            throw Failure.of("format requires a mapping");
        }
        byName = true;
        Object value = dict.get(name);
        if (value == null) {
            throw Failure.of("'" + name + "'");
        }
        return value;
    }

    private String converted(Object value, int conversion, String flags, int width, int precision) {
        boolean left = flags.indexOf('-') >= 0;
        boolean zero = flags.indexOf('0') >= 0;
        return switch (conversion) {
            case 's', 'r', 'a' -> {
                String text = conversion == 's' ? Text.str(value, run) : Text.repr(value);
                yield new FormatSpec(" ", left ? '<' : '>', '-', false, width, "", precision, 's').format(text, run);
            }
            case 'c' -> {
                String text = value instanceof String s && s.codePointCount(0, s.length()) == 1 ? s : character(value);
                yield new FormatSpec(" ", left ? '<' : '>', '-', false, width, "", -1, 's').format(text, run);
            }
            case 'd', 'i', 'u', 'x', 'X', 'o' -> {
                char type = conversion == 'i' || conversion == 'u' ? 'd' : (char) conversion;
                Object whole = whole(value, (char) conversion);
                yield number(whole, type, flags, left, zero, width, precision);
            }
            case 'e', 'E', 'f', 'F', 'g', 'G' ->
                number(real(value), (char) conversion, flags, left, zero, width, precision);
            default ->
                throw Failure.of("unsupported format character '" + Character.toString(conversion) + "' (0x"
                        + Integer.toHexString(conversion) + ")");
        };
    }

    private String number(Object value, char type, String flags, boolean left, boolean zero, int width, int precision) {
        char sign = flags.indexOf('+') >= 0 ? '+' : flags.indexOf(' ') >= 0 ? ' ' : '-';
        boolean alternate = flags.indexOf('#') >= 0;
        boolean whole = "dxXo".indexOf(type) >= 0;
        if (whole && precision > 0) {
            // For whole numbers the precision is the least number of digits.
            String digits = new FormatSpec(" ", '>', '-', false, 0, "", -1, type).format(Numbers.abs(value), run);
            boolean negative = Numbers.big(value).signum() < 0;
            String start = (negative ? "-" : sign == '-' ? "" : String.valueOf(sign))
                    + (alternate && type != 'd' ? "0" + type : "");
            run.charge(precision);
            String body = start + "0".repeat(Math.max(0, precision - digits.length())) + digits;
            int missing = Math.max(0, width - body.length());
            return left ? body + " ".repeat(missing) : " ".repeat(missing) + body;
        }
        char align = left ? '<' : zero ? '=' : '>';
        boolean prefixed = alternate && whole && align == '=';
        return new FormatSpec(
                        zero && !left ? "0" : " ",
                        align,
                        sign,
                        alternate && !prefixed,
                        width,
                        "",
                        whole ? -1 : precision,
                        type)
                .format(value, run);
    }

    private static String character(Object value) {
        if (!Numbers.isWhole(value)) {
            throw Failure.of("%c requires int or char");
        }
        int point = Numbers.clamped(value);
        if (point < 0 || point > Character.MAX_CODE_POINT) {
            throw Failure.of("%c arg not in range(0x110000)");
        }
        return Character.toString(point);
    }

    private static Object whole(Object value, char conversion) {
        if (Numbers.isWhole(value)) {
            return Numbers.plus(value);
        } else if (value instanceof Double real && "diu".indexOf(conversion) >= 0) {
            return Numbers.truncate(real);
        } else if (value instanceof Undefined undefined) {
            throw undefined.failure();
        }
        boolean decimal = "diu".indexOf(conversion) >= 0;
        throw Failure.of("%" + conversion + " format: " + (decimal ? "a real number" : "an integer")
                + " is required, not " + Types.name(value));
    }

    private static Object real(Object value) {
        if (Numbers.isNumber(value)) {
            return Numbers.real(value);
        } else if (value instanceof Undefined undefined) {
            throw undefined.failure();
        }
        throw Failure.of("must be real number, not " + Types.name(value));
    }
}
