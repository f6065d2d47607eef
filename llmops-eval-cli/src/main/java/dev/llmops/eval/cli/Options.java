package dev.llmops.eval.cli;

import dev.llmops.api.ConfigurationException;
import dev.llmops.api.InvalidInputException;
import java.util.function.Supplier;

/** Says what is wrong with a value by the name of its option, which is not that of the argument it is given to. */
final class Options {
    private Options() {}

    /** {@return what {@code use} makes of the value of {@code option}} */
    static <T> T use(String option, Supplier<T> use) {
        try {
            return use.get();
        } catch (InvalidInputException e) {
            String message = String.valueOf(e.getMessage());
            String rest = message.startsWith(e.argument() + " ")
                    ? message.substring(e.argument().length())
                    : ": " + message;
            throw new ConfigurationException(option + rest, e);
        }
    }
}
