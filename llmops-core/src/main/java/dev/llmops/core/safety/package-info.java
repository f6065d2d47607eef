/**
 * Guards: what must not pass a pipeline, found by rules.
 *
 * <p>Start with {@link dev.llmops.core.safety.PiiGuard}, which finds personal data. Guards only
 * find; a {@link dev.llmops.api.safety.GuardPolicy} says what happens to what they found. All of
 * them read a text once, in linear time, and state a horizon, so that they work on streams.
 */
@NullMarked
package dev.llmops.core.safety;

import org.jspecify.annotations.NullMarked;
