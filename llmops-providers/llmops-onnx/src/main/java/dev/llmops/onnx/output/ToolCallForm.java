package dev.llmops.onnx.output;

import java.util.ArrayList;
import java.util.List;

/**
 * How a model of a family must write calls of tools, so that a grammar can hold it to that.
 *
 * <p>Calls are {@code begin}, then for each call {@code beforeName}, the name, {@code beforeArguments}, the arguments and
 * {@code afterArguments}, with {@code separator} between two, then {@code end}.
 *
 * @param trigger what an answer has at the place where its calls begin, and nowhere else; a beginning of all the rest
 * @param begin what comes before the first call
 * @param beforeName what comes before the name of a tool
 * @param beforeArguments what comes between name and arguments
 * @param afterArguments what comes after the arguments
 * @param separator what comes between two calls
 * @param end what comes after the last call
 * @param arguments how arguments are written
 */
public record ToolCallForm(
        String trigger,
        String begin,
        String beforeName,
        String beforeArguments,
        String afterArguments,
        String separator,
        String end,
        Arguments arguments) {
    /** How the arguments of a call are written. */
    public enum Arguments {
        /** As a JSON object. */
        JSON,
        /** As {@code <parameter=name>}, newline, value, newline, {@code </parameter>}, newline for each. */
        XML,
        /** As keyword arguments of Python, without the parentheses. */
        PYTHON,
        /** As {@code name:value} with commas between, and texts in {@code <escape>}; without the braces. */
        ESCAPED
    }

    static ToolCallForm json(String trigger, String begin, String nameKey, String argumentsKey, String end) {
        return new ToolCallForm(
                trigger,
                begin,
                "{\"" + nameKey + "\": \"",
                "\", \"" + argumentsKey + "\": ",
                "}",
                ", ",
                end,
                Arguments.JSON);
    }

    static ToolCallForm named(String trigger, String before, String between, String after) {
        return new ToolCallForm(trigger, "", before, between, after, "", "", Arguments.JSON);
    }

    /**
     * {@return calls in this form}
     *
     * @param names the tool of each call
     * @param arguments the arguments of each call, as {@link #arguments()} says
     */
    public String write(List<String> names, List<String> arguments) {
        List<String> calls = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            calls.add(beforeName + names.get(i) + beforeArguments + arguments.get(i) + afterArguments);
        }
        return begin + String.join(separator, calls) + end;
    }
}
