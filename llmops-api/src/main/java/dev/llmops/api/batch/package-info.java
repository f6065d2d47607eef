/**
 * Many requests handed over at once, answered within hours, for less money.
 *
 * <p>Start with {@link dev.llmops.api.batch.BatchClient}. A request has an id of the caller's own, by
 * which its {@link dev.llmops.api.batch.BatchResult} is found: results come in any order.
 */
@NullMarked
package dev.llmops.api.batch;

import org.jspecify.annotations.NullMarked;
