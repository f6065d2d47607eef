/**
 * The Responses format of OpenAI, which a few other servers speak as well.
 *
 * <p>Start with {@code ResponsesProtocol}. An answer is a list of items; those without a form in this
 * library, and the ids of the others, are kept beside the parts they belong to and go back with them.
 */
@NullMarked
package dev.llmops.remote.responses;

import org.jspecify.annotations.NullMarked;
