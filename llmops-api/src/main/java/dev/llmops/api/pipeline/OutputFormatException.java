package dev.llmops.api.pipeline;

import dev.llmops.api.LlmException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells that an answer does not have the form that was asked for. */
public final class OutputFormatException extends LlmException {
    private static final long serialVersionUID = 1L;

    private final String expected;
    private final transient List<Violation> violations;

    /**
     * Creates an exception about an answer.
     *
     * @param expected the form that was asked for: the name of a type or schema
     * @param violations what is wrong, where
     * @param cause what led to it
     */
    public OutputFormatException(String expected, List<Violation> violations, @Nullable Throwable cause) {
        super(message(expected, violations), cause);
        this.expected = expected;
        this.violations = List.copyOf(violations);
    }

    private static String message(String expected, List<Violation> violations) {
        String first = violations.isEmpty()
                ? ""
                : " At \"" + violations.get(0).path() + "\": "
                        + violations.get(0).problem() + ".";
        String count = violations.size() == 1 ? "1 problem" : violations.size() + " problems";
        return "The answer is not a valid " + expected + " (" + count + ")." + first;
    }

    /** {@return the form that was asked for} */
    public String expected() {
        return expected;
    }

    /** {@return what is wrong} */
    public List<Violation> violations() {
        return violations == null ? List.of() : violations;
    }

    /** {@return where the first problem is, as a JSON pointer; empty for the whole answer} */
    public String path() {
        return violations().isEmpty() ? "" : violations.get(0).path();
    }

    /**
     * Something that is wrong in an answer.
     *
     * @param path where, as a JSON pointer; empty for the whole answer
     * @param problem what, without quoting the answer
     */
    public record Violation(String path, String problem) {}
}
