package dev.llmops.eval.selfcheck;

import dev.llmops.api.CallControl;

/**
 * Says whether one text follows from another or contradicts it.
 *
 * <p>Safe for concurrent use. May throw {@link dev.llmops.api.LlmException}.
 */
@FunctionalInterface
public interface EntailmentModel {
    /** {@return what speaks for {@code other} following from {@code text}, and for it contradicting} */
    EntailmentScores compare(String text, String other, CallControl control);
}
