/**
 * Citations: what backs which sentence of an answer, and whether it does.
 *
 * <p>Start with {@link dev.llmops.core.citation.Citations}, a postprocessor that turns the numbers a
 * model writes into exact places in documents, and with {@link dev.llmops.core.citation.Attribution},
 * which checks a single claim against texts. The check needs no model: figures, dates and names must
 * be found, polarity and quantifiers must agree, and the words must be covered.
 */
@NullMarked
package dev.llmops.core.citation;

import org.jspecify.annotations.NullMarked;
