/**
 * A model without weights that answers by quoting.
 *
 * <p>{@link dev.llmops.core.extractive.ExtractiveModelClient} selects the sentences of the grounded
 * passages that answer the question and cites them, or says that none does. It needs no download,
 * no key and no network, so a pipeline works before a model has been chosen; it writes nothing of
 * its own, so it is no replacement for one that does.
 */
@NullMarked
package dev.llmops.core.extractive;

import org.jspecify.annotations.NullMarked;
