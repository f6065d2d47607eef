/**
 * What is known about English words and figures without a model.
 *
 * <p>Start with {@link dev.llmops.core.language.MarkdownText}, which cuts a text into statements,
 * and {@link dev.llmops.core.language.Words}, which cuts a statement into words with their stems.
 * The extractive model and the attribution of citations share this package; it is not exported.
 * Other languages pass through it unharmed: their words are compared as they stand, and scripts
 * without blanks by pairs of characters.
 */
@NullMarked
package dev.llmops.core.language;

import org.jspecify.annotations.NullMarked;
