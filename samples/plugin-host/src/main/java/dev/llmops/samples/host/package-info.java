/**
 * An application that uses a stage of another jar by its name alone.
 *
 * <p>{@link dev.llmops.samples.host.PluginHost} reads {@code pipeline.yaml}, which names the stage
 * {@code glossary}. No class of that stage is known here; its jar only has to be on the class path.
 */
@NullMarked
package dev.llmops.samples.host;

import org.jspecify.annotations.NullMarked;
