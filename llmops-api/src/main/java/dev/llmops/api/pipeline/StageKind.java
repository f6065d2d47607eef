package dev.llmops.api.pipeline;

import java.util.Locale;

/** The kinds of step a call is made of, in the order in which they run. */
public enum StageKind {
    /** The call as a whole. */
    CALL,
    /** Looking up the conversation. */
    RECALL,
    /** A {@link Preprocessor}. */
    PREPROCESSOR,
    /** A {@link Grounder}. */
    GROUNDER,
    /** A {@link SafetyGuard} on what goes to the model. */
    INPUT_GUARD,
    /** The {@link Composer}. */
    COMPOSER,
    /** The {@link dev.llmops.api.model.ModelClient}. */
    MODEL,
    /** A {@link SafetyGuard} on what comes from the model. */
    OUTPUT_GUARD,
    /** The check of a structured answer against its schema. */
    FORMAT_CHECK,
    /** A {@link Postprocessor}. */
    POSTPROCESSOR,
    /** Adding the turn to the conversation. */
    REMEMBER;

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', ' ');

    /** {@return the kind in words} */
    public String label() {
        return label;
    }
}
