package dev.llmops.api.model;

import dev.llmops.api.CallControl;

/**
 * Counts the tokens of a whole request as its provider would charge them, by asking the provider.
 *
 * <p>The count holds for everything that goes in: messages, tools, attachments and what the provider adds
 * around them. Nothing is generated. For a text alone, and without asking anybody, there is {@link TokenCounter}.
 *
 * <p>Safe for concurrent use. Each count is a call over the network, which may fail as a call of the model may,
 * with the same exceptions.
 */
@FunctionalInterface
public interface RequestTokenCounter {
    /**
     * {@return how many tokens {@code request} has; estimated only if the provider says so}
     *
     * <p>What the counting takes no notice of, such as the limit of the answer, makes no difference and is no error.
     *
     * @throws UnsupportedCapabilityException if the request cannot be sent to this model
     * @throws ProviderException if the provider fails
     */
    TokenCounter.Count count(ModelRequest request, CallControl control);
}
