/**
 * Models that generate text, and everything that is said to them and comes back.
 *
 * <p>Start with {@link dev.llmops.api.model.ModelClient}: one method, for whole and streamed
 * answers alike. Behaviour is added by wrapping, see {@link dev.llmops.api.model.ModelPolicy}.
 */
@NullMarked
package dev.llmops.api.model;

import org.jspecify.annotations.NullMarked;
