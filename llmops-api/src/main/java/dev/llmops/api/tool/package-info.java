/**
 * Tools that a model may call. Start with {@link dev.llmops.api.tool.Tool}.
 */
@NullMarked
package dev.llmops.api.tool;

import org.jspecify.annotations.NullMarked;
