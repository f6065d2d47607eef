/**
 * The stages of a pipeline, and what travels through them.
 *
 * <p>Start with {@link dev.llmops.api.pipeline.Prompt} and
 * {@link dev.llmops.api.pipeline.Answer}. A stage of your own implements
 * {@link dev.llmops.api.pipeline.Preprocessor}, {@link dev.llmops.api.pipeline.Grounder},
 * {@link dev.llmops.api.pipeline.SafetyGuard} or {@link dev.llmops.api.pipeline.Postprocessor}: one
 * blocking, thread-safe method. Threads, deadlines and streams are the engine's business.
 */
@NullMarked
package dev.llmops.api.pipeline;

import org.jspecify.annotations.NullMarked;
