package dev.llmops.template.value;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Values as JSON, laid out as Python's {@code json.dumps} does.
 *
 * <p>Text beyond ASCII stays as it is unless asked otherwise, which is what chat templates expect of {@code tojson}.
 */
public final class Json {
    private static final int DEEPEST = 200;

    private final Layout layout;
    private final Run run;
    private final StringBuilder out = new StringBuilder();

    private Json(Layout layout, Run run) {
        this.layout = layout;
        this.run = run;
    }

    /**
     * How JSON is laid out.
     *
     * @param indent what a line begins with per level; empty with {@code lines} off, for all on one line
     */
    public record Layout(
            boolean ascii, boolean lines, String indent, String itemSeparator, String keySeparator, boolean sorted) {
        /** On one line, with a space after commas and colons. */
        public static final Layout PLAIN = new Layout(false, false, "", ", ", ": ", false);
    }

    /** {@return {@code value} as JSON} */
    public static String text(Object value, Layout layout, Run run) {
        Json json = new Json(layout, run);
        json.write(value, 0);
        return json.out.toString();
    }

    /** {@return {@code value} as JavaScript's Jinja prints it: as JSON, but for text and functions} */
    static String printed(Object value, Run run) {
        if (value instanceof Undefined undefined) {
            undefined.requireLenient();
            return "";
        } else if (value instanceof Boolean flag) {
            return flag ? "true" : "false";
        }
        boolean data = value instanceof ListValue || value instanceof DictValue || value instanceof None;
        return data ? text(value, Layout.PLAIN, run) : Text.str(value);
    }

    private void write(Object value, int depth) {
        if (depth > DEEPEST) {
            throw Failure.of("A value is nested more than " + DEEPEST + " deep: it cannot be written as JSON");
        }
        if (value instanceof String text) {
            run.charge(text.length());
            run.limit(out.length());
            quote(text);
        } else if (value instanceof Boolean flag) {
            out.append(flag ? "true" : "false");
        } else if (value instanceof None) {
            out.append("null");
        } else if (value instanceof ListValue list) {
            list(list.items(), depth);
        } else if (value instanceof DictValue dict) {
            dict(dict, depth);
        } else if (Numbers.isNumber(value)) {
            out.append(number(value));
        } else if (value instanceof Undefined && run.printsJson()) {
            out.append("null");
        } else {
            throw Failure.of("Object of type " + Types.name(value) + " is not JSON serializable");
        }
    }

    private static String number(Object value) {
        if (value instanceof Double real) {
            return Double.isNaN(real)
                    ? "NaN"
                    : Double.isInfinite(real) ? (real > 0 ? "Infinity" : "-Infinity") : Floats.repr(real);
        }
        return value instanceof BigInteger big ? Text.digits(big) : value.toString();
    }

    private void list(Object[] items, int depth) {
        if (items.length == 0) {
            out.append("[]");
            return;
        }
        out.append('[');
        for (int i = 0; i < items.length; i++) {
            begin(i, depth + 1);
            write(items[i], depth + 1);
        }
        line(depth);
        out.append(']');
    }

    private void begin(int index, int depth) {
        run.step();
        if (index > 0) {
            out.append(layout.itemSeparator());
        }
        line(depth);
    }

    private void line(int depth) {
        if (layout.lines()) {
            run.charge((long) layout.indent().length() * depth);
            run.limit(out.length());
            out.append('\n').append(layout.indent().repeat(depth));
        }
    }

    private void dict(DictValue dict, int depth) {
        if (dict.size() == 0) {
            out.append("{}");
            return;
        }
        out.append('{');
        List<Object> keys = new ArrayList<>(Arrays.asList(dict.keys()));
        if (layout.sorted()) {
            keys.sort((a, b) -> Equality.order(a, b, "<"));
        }
        for (int i = 0; i < keys.size(); i++) {
            begin(i, depth + 1);
            quote(key(keys.get(i)));
            out.append(layout.keySeparator());
            Object value = dict.get(keys.get(i));
            write(value == null ? None.NONE : value, depth + 1);
        }
        line(depth);
        out.append('}');
    }

    private static String key(Object key) {
        if (key instanceof String text) {
            return text;
        } else if (key instanceof Boolean flag) {
            return flag ? "true" : "false";
        } else if (key instanceof None) {
            return "null";
        } else if (Numbers.isNumber(key)) {
            return number(key);
        }
        throw Failure.of("keys must be str, int, float, bool or None, not " + Types.name(key));
    }

    private void quote(String text) {
        out.append('"');
        int plain = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || layout.ascii() && c > '~') {
                out.append(text, plain, i);
                escape(c);
                plain = i + 1;
            }
        }
        out.append(text, plain, text.length()).append('"');
    }

    private void escape(char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\f' -> out.append("\\f");
            case '\b' -> out.append("\\b");
            default -> {
                String hex = Integer.toHexString(c);
                out.append("\\u").append("0".repeat(4 - hex.length())).append(hex);
            }
        }
    }
}
