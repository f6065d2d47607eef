package dev.llmops.api.model;

import dev.llmops.api.Require;

/**
 * Answers a conversation.
 *
 * <p>Safe for concurrent use. A call returns a complete response or throws an
 * {@link dev.llmops.api.LlmException}; it never returns a partial one, and it never tries again by
 * itself. While it works it emits what it has so far on the {@link ModelCall}, in order; the
 * deltas of text joined are the text of the response.
 *
 * <p>A call blocks its thread. It must end soon after its thread is interrupted or its
 * cancellation fires, and must respect the deadline of the call.
 */
@FunctionalInterface
public interface ModelClient {
    /**
     * {@return the complete response to {@code request}}
     *
     * @throws ProviderException if the model could not be reached, refused or broke off
     * @throws UnsupportedCapabilityException if the model cannot do what is asked, before anything is sent
     */
    ModelResponse generate(ModelRequest request, ModelCall call);

    /**
     * {@return what is known about the model}
     *
     * @implSpec the default knows nothing, and so says that text leaves this machine
     */
    default ModelInfo info() {
        return ModelInfo.unknown();
    }

    /** {@return this client, wrapped as {@code policy} says; the last one added is the outermost} */
    default ModelClient with(ModelPolicy policy) {
        return Require.nonNull(policy, "policy").around(this);
    }
}
