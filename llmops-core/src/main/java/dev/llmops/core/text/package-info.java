/**
 * Cleaning of prompts, polishing of answers, joining of tokens.
 *
 * <p>Start with {@link dev.llmops.core.text.TextCleaner}, which repairs what copying and transport do to a
 * text, and with {@link dev.llmops.core.text.Typography}, which polishes an answer, also while it streams.
 * {@link dev.llmops.core.text.EncodingRepair} is the repair of wrongly decoded text alone. Every step keeps
 * an {@linkplain dev.llmops.api.text.OffsetMap offset map}, so that a position in the result always leads
 * back to the characters it came from. Nothing here needs a model, a network or a file.
 */
@NullMarked
package dev.llmops.core.text;

import org.jspecify.annotations.NullMarked;
