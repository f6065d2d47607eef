/**
 * Document search in process: read files, cut them into passages, find those that an answer can rest on.
 *
 * <p>Start with {@link dev.llmops.lucene.DocumentIndex}, and put {@link dev.llmops.lucene.DocumentSearch}
 * over it as a grounder of a pipeline. {@link dev.llmops.lucene.DocumentReader} reads files and
 * {@link dev.llmops.lucene.Chunker} decides on the passages. Passages keep exact offsets, so that a
 * citation leads to the very characters of the document.
 */
@NullMarked
package dev.llmops.lucene;

import org.jspecify.annotations.NullMarked;
