package dev.llmops.template.text;

import dev.llmops.template.builtin.Attributes;
import dev.llmops.template.value.Arguments;
import dev.llmops.template.value.DictValue;
import dev.llmops.template.value.Failure;
import dev.llmops.template.value.Run;
import dev.llmops.template.value.Text;
import dev.llmops.template.value.Undefined;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Formatting with braces: {@code "{0} is {age:>3}".format(name, age=7)}. */
public final class BraceFormat {
    private static final int DEEPEST = 2;

    private final Arguments arguments;
    private final Run run;
    private int next;

    private BraceFormat(Arguments arguments, Run run) {
        this.arguments = arguments;
        this.run = run;
    }

    /** {@return {@code format} with its fields replaced by {@code arguments}} */
    public static String format(String format, Arguments arguments, Run run) {
        return new BraceFormat(arguments, run).fill(format, DEEPEST);
    }

    /** {@return {@code format} with its fields replaced by the values of a dict} */
    public static String formatMap(String format, Object map, Run run) {
        if (!(map instanceof DictValue dict)) {
            throw Failure.of("format_map() needs a mapping");
        }
        Map<String, Object> named = new HashMap<>();
        for (Object key : dict.keys()) {
            Object value = dict.get(key);
            if (key instanceof String name && value != null) {
                named.put(name, value);
            }
        }
        return format(format, new Arguments(List.of(), named), run);
    }

    private String fill(String format, int depth) {
        if (depth == 0) {
            throw Failure.of("Max string recursion exceeded");
        }
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < format.length()) {
            char c = format.charAt(at);
            boolean doubled = at + 1 < format.length() && format.charAt(at + 1) == c;
            if ((c == '{' || c == '}') && doubled) {
                out.append(c);
                at += 2;
            } else if (c == '}') {
                throw Failure.of("Single '}' encountered in format string");
            } else if (c == '{') {
                int end = end(format, at + 1);
                String text = field(format.substring(at + 1, end), depth);
                run.charge(text.length());
                out.append(text);
                run.limit(out.length());
                at = end + 1;
            } else {
                out.append(c);
                at++;
            }
        }
        return out.toString();
    }

    private static int end(String format, int from) {
        int open = 1;
        boolean inElement = false;
        for (int at = from; at < format.length(); at++) {
            char c = format.charAt(at);
            if (c == '[') {
                inElement = true;
            } else if (c == ']') {
                inElement = false;
            } else if (!inElement) {
                open += c == '{' ? 1 : c == '}' ? -1 : 0;
                if (open == 0) {
                    return at;
                }
            }
        }
        throw Failure.of(
                from == format.length()
                        ? "Single '{' encountered in format string"
                        : "expected '}' before end of string");
    }

    private String field(String field, int depth) {
        int end = 0;
        boolean inElement = false;
        while (end < field.length() && (inElement || field.charAt(end) != ':' && field.charAt(end) != '!')) {
            inElement = field.charAt(end) == '[' || inElement && field.charAt(end) != ']';
            end++;
        }
        Object value = value(field.substring(0, end));
        if (end < field.length() && field.charAt(end) == '!') {
            if (end + 1 >= field.length()) {
                throw Failure.of("end of string while looking for conversion specifier");
            }
            value = converted(value, field.charAt(end + 1));
            end += 2;
            if (end < field.length() && field.charAt(end) != ':') {
                throw Failure.of("expected ':' after conversion specifier");
            }
        }
        String spec = end < field.length() ? field.substring(end + 1) : "";
        if (spec.indexOf('{') >= 0) {
            spec = fill(spec, depth - 1);
        }
        if (spec.isEmpty()) {
            return Text.str(value, run);
        }
        return FormatSpec.parse(spec).format(value, run);
    }

    private Object converted(Object value, char conversion) {
        return switch (conversion) {
            case 's' -> Text.str(value, run);
            case 'r', 'a' -> Text.repr(value);
            default -> throw Failure.of("Unknown conversion specifier '" + conversion + "'");
        };
    }

    private Object value(String path) {
        int end = 0;
        while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
            end++;
        }
        Object value = first(path.substring(0, end));
        int at = end;
        while (at < path.length()) {
            boolean dot = path.charAt(at) == '.';
            int stop = at + 1;
            while (stop < path.length() && (dot ? ".[".indexOf(path.charAt(stop)) < 0 : path.charAt(stop) != ']')) {
                stop++;
            }
            String key = path.substring(at + 1, stop);
            if (key.isEmpty()) {
                throw Failure.of("Empty attribute in format string");
            }
            value = dot ? Attributes.attribute(value, key, run) : Attributes.element(value, elementKey(key), run);
            if (value instanceof Undefined undefined) {
                throw undefined.failure();
            }
            at = dot ? stop : stop + 1;
        }
        return value;
    }

    private static Object elementKey(String key) {
        return isNumber(key) ? (Object) Long.parseLong(key) : key;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() < 10 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private Object first(String name) {
        if (name.isEmpty() || isNumber(name)) {
            if (name.isEmpty() && next < 0 || !name.isEmpty() && next > 0) {
                throw Failure.of("cannot switch between manual field specification and automatic field numbering");
            }
            int index = name.isEmpty() ? next++ : Integer.parseInt(name);
            next = name.isEmpty() ? next : -1;
            return found(arguments.at(index), "Replacement index " + index + " out of range for positional args tuple");
        }
        return found(arguments.named().get(name), "'" + name + "'");
    }

    private static Object found(@Nullable Object value, String problem) {
        if (value == null) {
            throw Failure.of(problem);
        }
        return value;
    }
}
