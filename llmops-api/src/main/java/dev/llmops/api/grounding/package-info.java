/**
 * What an answer can rest on: documents, passages with exact offsets, facts, and citations back to them.
 *
 * <p>Start with {@link dev.llmops.api.grounding.Passage}. Offsets always point into
 * {@link dev.llmops.api.grounding.Document#text()}.
 */
@NullMarked
package dev.llmops.api.grounding;

import org.jspecify.annotations.NullMarked;
