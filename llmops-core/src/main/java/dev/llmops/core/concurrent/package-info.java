/**
 * Threads, cancelling and parallel tasks of the engine. Not exported.
 *
 * <p>Start with {@link dev.llmops.core.concurrent.Workers}.
 */
@NullMarked
package dev.llmops.core.concurrent;

import org.jspecify.annotations.NullMarked;
