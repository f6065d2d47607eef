/**
 * What the fine-tuning jobs of several providers have in common.
 *
 * <p>Start with {@link dev.llmops.remote.tuning.TuningJobs}; a
 * {@link dev.llmops.remote.tuning.TuningForm} holds how a provider writes them.
 */
@NullMarked
package dev.llmops.remote.tuning;

import org.jspecify.annotations.NullMarked;
