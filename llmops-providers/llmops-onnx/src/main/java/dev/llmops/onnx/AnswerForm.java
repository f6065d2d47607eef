package dev.llmops.onnx;

import dev.llmops.api.Require;
import java.util.List;

/**
 * A form that an answer of a local model has by construction: tokens that would break it are never chosen.
 *
 * <p>For JSON by schema use {@link dev.llmops.api.model.ResponseFormat}, which other models take as well.
 */
public sealed interface AnswerForm {
    /**
     * One of several texts.
     *
     * @param texts at least one
     */
    record Choices(List<String> texts) implements AnswerForm {
        /** Checks and copies the texts. */
        public Choices {
            texts = List.copyOf(Require.nonNull(texts, "texts"));
            Require.that(!texts.isEmpty(), "texts", "texts must not be empty");
        }

        /** Shows how many there are. */
        @Override
        public String toString() {
            return "Choices[" + texts.size() + "]";
        }
    }

    /**
     * A text that a regular expression matches from its first to its last character.
     *
     * @param pattern the expression
     */
    record Regex(String pattern) implements AnswerForm {
        /** Checks the pattern. */
        public Regex {
            Require.nonBlank(pattern, "pattern");
        }
    }

    /**
     * A text that a grammar derives.
     *
     * @param rules the rules, in the notation of GBNF; the rule {@code root} derives the answer
     */
    record Grammar(String rules) implements AnswerForm {
        /** Checks the rules. */
        public Grammar {
            Require.nonBlank(rules, "rules");
        }
    }
}
