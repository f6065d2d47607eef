/**
 * Sends requests and hands over what comes back, with clocks and cancellation.
 *
 * <p>Start with {@link dev.llmops.remote.http.HttpTransport}.
 */
@NullMarked
package dev.llmops.remote.http;

import org.jspecify.annotations.NullMarked;
