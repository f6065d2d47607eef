/**
 * Makes the clients of this module for pipeline files, by name.
 *
 * <p>Each provider is found by {@link java.util.ServiceLoader}; {@code RemoteModelProvider} has what they share.
 */
@NullMarked
package dev.llmops.remote.provider;

import org.jspecify.annotations.NullMarked;
