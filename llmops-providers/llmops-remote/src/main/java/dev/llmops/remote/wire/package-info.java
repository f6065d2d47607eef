/**
 * What a client does between the contract of a model and the wire of a provider.
 *
 * <p>Start with {@link dev.llmops.remote.wire.ModelProtocol}: one per wire format.
 */
@NullMarked
package dev.llmops.remote.wire;

import org.jspecify.annotations.NullMarked;
