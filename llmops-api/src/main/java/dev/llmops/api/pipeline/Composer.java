package dev.llmops.api.pipeline;

import dev.llmops.api.model.ModelRequest;

/**
 * Writes the request to the model out of a prompt, its history and its evidence.
 *
 * <p>Safe for concurrent use. What the segments of a request may be trusted with must not get
 * lost: retrieved text stays a part of its own.
 */
@FunctionalInterface
public interface Composer {
    /** {@return the request that puts {@code prompt} to the model} */
    ModelRequest compose(Prompt prompt, StageContext context);
}
