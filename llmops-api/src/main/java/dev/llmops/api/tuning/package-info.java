/**
 * Models made better at one task by examples.
 *
 * <p>Start with {@link dev.llmops.api.tuning.FineTuningClient}: upload
 * {@linkplain dev.llmops.api.tuning.TrainingExample examples}, create a job from a
 * {@link dev.llmops.api.tuning.TuningSpec}, follow it, and use the model it results in by its name.
 */
@NullMarked
package dev.llmops.api.tuning;

import org.jspecify.annotations.NullMarked;
