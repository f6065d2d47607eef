/**
 * Putting grounders together. Start with {@link dev.llmops.core.grounding.Grounders}.
 */
@NullMarked
package dev.llmops.core.grounding;

import org.jspecify.annotations.NullMarked;
