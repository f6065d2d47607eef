/**
 * The pipeline: stages in, answers out.
 *
 * <p>Start with {@link dev.llmops.core.Pipeline}, which states the order of the stages. Stages that
 * come with the library are in the packages below this one; {@link dev.llmops.core.Pipelines} reads
 * pipelines from files.
 */
@NullMarked
package dev.llmops.core;

import org.jspecify.annotations.NullMarked;
