/**
 * Spans of text and what finds them: offsets, entities, classifiers.
 *
 * <p>All offsets in this library are UTF-16 units, half-open, into the text that is named.
 * Start with {@link dev.llmops.api.text.EntityRecognizer} to plug in a model that finds names.
 */
@NullMarked
package dev.llmops.api.text;

import org.jspecify.annotations.NullMarked;
