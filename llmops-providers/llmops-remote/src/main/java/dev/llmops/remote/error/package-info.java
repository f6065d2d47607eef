/**
 * Tells from an answer, a stream event or an exception why a call failed.
 *
 * <p>Start with {@link dev.llmops.remote.error.FailureReader}.
 */
@NullMarked
package dev.llmops.remote.error;

import org.jspecify.annotations.NullMarked;
