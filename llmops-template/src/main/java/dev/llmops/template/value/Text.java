package dev.llmops.template.value;

import java.math.BigInteger;

/** How values print: Python's {@code str} and {@code repr}. */
public final class Text {
    private static final int DEEPEST = 200;

    /** Python refuses to write longer numbers, since that takes quadratic time. */
    private static final int MOST_DIGITS = 4300;

    private static final double DIGITS_PER_BIT = 0.30103;

    private Text() {}

    /** {@return {@code value} as {@code run} prints it} */
    public static String str(Object value, Run run) {
        if (value instanceof String text) {
            return text;
        } else if (run.printsJson()) {
            return Json.printed(value, run);
        }
        return str(value);
    }

    /** {@return {@code str(value)}} */
    public static String str(Object value) {
        if (value instanceof String text) {
            return text;
        } else if (value instanceof Undefined undefined) {
            undefined.requireLenient();
            return "";
        }
        return repr(value);
    }

    /** {@return {@code repr(value)}} */
    public static String repr(Object value) {
        StringBuilder out = new StringBuilder();
        repr(value, out, 0);
        return out.toString();
    }

    private static void repr(Object value, StringBuilder out, int depth) {
        if (depth > DEEPEST) {
            throw Failure.of("A value is nested more than " + DEEPEST + " deep: it cannot be printed");
        }
        if (value instanceof String text) {
            quote(text, out);
        } else if (value instanceof ListValue list) {
            items(list.items(), list.isTuple() ? "(" : "[", list.isTuple() ? ")" : "]", out, depth);
        } else if (value instanceof DictValue dict) {
            dict(dict, out, depth);
        } else if (value instanceof DictView view) {
            out.append(view.part().type());
            items(view.items(), "([", "])", out, depth);
        } else if (value instanceof NamespaceValue namespace) {
            out.append("<Namespace ");
            dict(namespace.asDict(), out, depth);
            out.append('>');
        } else {
            out.append(simple(value));
        }
    }

    private static void items(Object[] items, String open, String close, StringBuilder out, int depth) {
        out.append(open);
        for (int i = 0; i < items.length; i++) {
            out.append(i == 0 ? "" : ", ");
            repr(items[i], out, depth + 1);
        }
        out.append(items.length == 1 && open.equals("(") ? ",)" : close);
    }

    private static void dict(DictValue dict, StringBuilder out, int depth) {
        out.append('{');
        String separator = "";
        for (Object key : dict.keys()) {
            out.append(separator);
            repr(key, out, depth + 1);
            out.append(": ");
            Object value = dict.get(key);
            repr(value == null ? None.NONE : value, out, depth + 1);
            separator = ", ";
        }
        out.append('}');
    }

    private static String simple(Object value) {
        if (value instanceof Boolean flag) {
            return flag ? "True" : "False";
        } else if (value instanceof None) {
            return "None";
        } else if (value instanceof Double real) {
            return Floats.repr(real);
        } else if (value instanceof Long) {
            return value.toString();
        } else if (value instanceof BigInteger big) {
            return digits(big);
        } else if (value instanceof Undefined undefined) {
            undefined.requireLenient();
            return "Undefined";
        } else if (value instanceof RangeValue range) {
            return "range(" + range.start() + ", " + range.stop() + (range.step() == 1 ? "" : ", " + range.step())
                    + ")";
        } else if (value instanceof Members members) {
            return members.toString();
        }
        return "<" + Types.name(value) + ">";
    }

    /** {@return the digits of {@code number}, if they are not too many} */
    public static String digits(BigInteger number) {
        if (number.bitLength() * DIGITS_PER_BIT > MOST_DIGITS) {
            throw Failure.of("Exceeds the limit (" + MOST_DIGITS
                    + " digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit");
        }
        return number.toString();
    }

    private static void quote(String text, StringBuilder out) {
        char mark = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        out.append(mark);
        text.codePoints().forEach(c -> quoted(c, mark, out));
        out.append(mark);
    }

    private static void quoted(int c, char mark, StringBuilder out) {
        switch (c) {
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (c == mark) {
                    out.append('\\').append(mark);
                } else if (isPrintable(c)) {
                    out.appendCodePoint(c);
                } else {
                    out.append(c < 0x100 ? hex("\\x", 2, c) : c < 0x10000 ? hex("\\u", 4, c) : hex("\\U", 8, c));
                }
            }
        }
    }

    private static String hex(String start, int digits, int c) {
        return start + "0".repeat(Math.max(0, digits - Integer.toHexString(c).length())) + Integer.toHexString(c);
    }

    /** {@return whether Python shows the character as it is} */
    public static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }
}
