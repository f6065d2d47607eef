/**
 * Writing the request to the model. Start with
 * {@link dev.llmops.core.compose.SpotlightingComposer}.
 */
@NullMarked
package dev.llmops.core.compose;

import org.jspecify.annotations.NullMarked;
