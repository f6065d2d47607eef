package dev.llmops.api.pipeline;

import dev.llmops.api.grounding.Evidence;

/**
 * Finds what an answer can rest on.
 *
 * <p>Safe for concurrent use. A grounder only adds: what earlier ones found is in
 * {@link Prompt#evidence()} and need not be returned again.
 */
@FunctionalInterface
public interface Grounder {
    /** {@return what was found; nothing is {@link Evidence#none()}} */
    Evidence ground(Prompt prompt, StageContext context);
}
