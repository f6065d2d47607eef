package dev.llmops.remote.wire;

import dev.llmops.api.model.ModelRequest;

/**
 * One wire format: how a request is written, and how what comes back is read.
 *
 * <p>Safe for concurrent use; what belongs to one call is in the {@link AnswerReader}.
 */
public interface ModelProtocol {
    /**
     * {@return the request in the words of the provider}
     *
     * @throws dev.llmops.api.model.UnsupportedCapabilityException if it cannot be said so
     */
    WireRequest encode(ModelRequest request, Encoding encoding);

    /** {@return what reads the answer to {@code request} into {@code assembly}} */
    AnswerReader reader(ModelRequest request, ResponseAssembly assembly);
}
