/**
 * Threads, cancelling and parallel tasks of the engine, and locks of directories. For this library only:
 * exported to llmops-eval and to nobody else.
 *
 * <p>Start with {@link dev.llmops.core.concurrent.Workers}.
 */
@NullMarked
package dev.llmops.core.concurrent;

import org.jspecify.annotations.NullMarked;
