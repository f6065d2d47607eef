package dev.llmops.core.file;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts values of the environment in place of <code>${NAME}</code>; <code>$${NAME}</code> stays <code>${NAME}</code>.
 *
 * <p>Knows what it has put in, and hides that in messages. Not safe for concurrent use.
 */
final class Variables {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\$\\{|\\$\\{([A-Za-z_][A-Za-z0-9_]*)}|\\$\\{");

    /** Shorter values are no secrets, and hiding them would make messages unreadable. */
    private static final int LEAST_HIDDEN = 4;

    private final Function<String, @Nullable String> environment;
    /** Longest value first: what is left of a long one once a part of it is hidden would be shown. */
    private final Map<String, String> namesByValue =
            new TreeMap<>(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    Variables(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    /** {@return {@code text} with all variables replaced; what cannot be is told to {@code problems}} */
    String replaceIn(String text, Consumer<String> problems) {
        if (!text.contains("${")) {
            return text;
        }
        StringBuilder replaced = new StringBuilder();
        Matcher matcher = REFERENCE.matcher(text);
        while (matcher.find()) {
            matcher.appendReplacement(replaced, Matcher.quoteReplacement(value(matcher, problems)));
        }
        return matcher.appendTail(replaced).toString();
    }

    private String value(Matcher matcher, Consumer<String> problems) {
        String name = matcher.group(1);
        if (name == null) {
            if (matcher.group().length() == 2) {
                problems.accept(
                        "has \"${\" without a name and \"}\" behind it; write ${NAME}, or $${ for the characters");
            }
            return "${";
        }
        String value = environment.apply(name);
        if (value == null) {
            problems.accept("needs the environment variable " + name + ", which is not set");
            return "";
        }
        if (value.length() >= LEAST_HIDDEN) {
            namesByValue.put(value, name);
        }
        return value;
    }

    /** {@return {@code message} with the values of variables shown as their names} */
    String hidden(String message) {
        String result = message;
        for (Map.Entry<String, String> entry : namesByValue.entrySet()) {
            result = result.replace(entry.getKey(), "${" + entry.getValue() + "}");
        }
        return result;
    }
}
