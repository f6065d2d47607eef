/**
 * Pipeline files: a pipeline written down as YAML or JSON. Not exported.
 *
 * <p>Start with {@link dev.llmops.core.file.PipelineFile}; applications use
 * {@link dev.llmops.core.Pipelines}. A file is read into plain values with the line of each
 * ({@link dev.llmops.core.file.YamlReader}), checked against the published schema, and only then made into
 * stages. What is wrong is collected, so that one run tells all of it.
 */
@NullMarked
package dev.llmops.core.file;

import org.jspecify.annotations.NullMarked;
