package dev.llmops.core.extractive;

import dev.llmops.api.model.Sampling;
import dev.llmops.api.model.TokenCounter;

/**
 * An answer within the limits that a request sets.
 *
 * @param text the text that may be given
 * @param isCut whether tokens ran out before its end
 */
record AnswerLimit(String text, boolean isCut) {
    static AnswerLimit of(String whole, Sampling sampling) {
        String text = whole;
        for (String stop : sampling.stop()) {
            int at = stop.isEmpty() ? -1 : text.indexOf(stop);
            text = at < 0 ? text : text.substring(0, at);
        }
        int most = sampling.maxOutputTokens().orElse(Integer.MAX_VALUE);
        TokenCounter counter = TokenCounter.estimating();
        int end = text.length();
        while (end > 0 && counter.count(text.substring(0, end)).tokens() > most) {
            int blank = text.lastIndexOf(' ', end - 1);
            end = Math.max(blank, 0);
        }
        return new AnswerLimit(text.substring(0, end), end < text.length());
    }
}
