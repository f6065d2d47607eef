package dev.llmops.api.pipeline;

/**
 * Rewrites a prompt before anything else looks at it: cleans, normalises, annotates.
 *
 * <p>Safe for concurrent use.
 */
@FunctionalInterface
public interface Preprocessor {
    /** {@return the prompt to go on with} */
    Prompt process(Prompt prompt, StageContext context);
}
