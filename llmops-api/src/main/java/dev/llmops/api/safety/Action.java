package dev.llmops.api.safety;

import dev.llmops.api.Require;

/** What is done about a finding. */
public sealed interface Action {
    /** {@return whether the action changes the text} */
    default boolean edits() {
        return false;
    }

    /** Nothing is done, and nothing is recorded. */
    record Allow() implements Action {}

    /** The finding is recorded; the text stays. */
    record Annotate() implements Action {}

    /**
     * The text found is replaced for good.
     *
     * @param template the replacement, in which <code>{kind}</code> stands for the finding's kind
     */
    record Redact(String template) implements Action {
        /** Checks the template. */
        public Redact {
            Require.nonNull(template, "template");
        }

        /** {@return what stands in place of a finding of {@code kind}} */
        public String replacement(String kind) {
            return template.replace("{kind}", kind);
        }

        @Override
        public boolean edits() {
            return true;
        }
    }

    /** The text found is replaced by a placeholder on its way to the model and restored on its way back. */
    record Pseudonymise() implements Action {
        @Override
        public boolean edits() {
            return true;
        }
    }

    /** The call ends with a {@link BlockedException}. */
    record Block() implements Action {}

    /**
     * The model is asked again, with what was wrong; on input the call is blocked instead.
     *
     * @param attempts how often at most, in [1, 10]
     */
    record Reprompt(int attempts) implements Action {
        /** Checks the number. */
        public Reprompt {
            Require.inRange(attempts, 1, 10, "attempts");
        }
    }
}
