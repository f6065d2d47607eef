package dev.llmops.eval.selfcheck;

import dev.llmops.api.CallControl;

/**
 * Says how much alike two texts are, 1 being the same; BERTScore F1 in the original.
 *
 * <p>Safe for concurrent use. May throw {@link dev.llmops.api.LlmException}.
 */
@FunctionalInterface
public interface TextSimilarity {
    /** {@return how much alike {@code one} and {@code other} are} */
    double of(String one, String other, CallControl control);
}
