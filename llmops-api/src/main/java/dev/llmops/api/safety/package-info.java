/**
 * What guards find and what is done about it.
 *
 * <p>A guard reads a {@link dev.llmops.api.safety.Segment} and reports
 * {@link dev.llmops.api.safety.Finding}s; a {@link dev.llmops.api.safety.GuardPolicy} turns each
 * finding into an {@link dev.llmops.api.safety.Action}; the engine carries the actions out.
 */
@NullMarked
package dev.llmops.api.safety;

import org.jspecify.annotations.NullMarked;
