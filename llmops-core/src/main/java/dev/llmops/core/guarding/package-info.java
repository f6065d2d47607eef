/**
 * Carrying out what guard policies decide, on whole texts and on streams. Not exported.
 *
 * <p>{@link dev.llmops.core.guarding.Edits} is the rule for a whole text,
 * {@link dev.llmops.core.guarding.GuardFilter} the same rule for a text that is still growing, and
 * {@link dev.llmops.core.guarding.Pseudonyms} the placeholders of one call.
 */
@NullMarked
package dev.llmops.core.guarding;

import org.jspecify.annotations.NullMarked;
