package dev.llmops.eval.selfcheck;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a check found.
 *
 * @param bySentence the score of each sentence, where there is one
 * @param total the score of the whole answer
 * @param failure why a sentence has none, if asking about it failed
 */
record SentenceScores(List<OptionalDouble> bySentence, OptionalDouble total, Optional<String> failure) {
    /** {@return scores whose total is the mean of those there are} */
    static SentenceScores mean(List<OptionalDouble> bySentence, Optional<String> failure) {
        List<Double> present = bySentence.stream()
                .filter(OptionalDouble::isPresent)
                .map(OptionalDouble::getAsDouble)
                .toList();
        return new SentenceScores(List.copyOf(bySentence), SelfCheckScores.mean(present), failure);
    }

    /** {@return the score of each sentence before the sentence} */
    String rationale(List<String> sentences) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < sentences.size(); i++) {
            OptionalDouble score = bySentence.get(i);
            text.append(i == 0 ? "" : "\n")
                    .append(score.isPresent() ? String.format(Locale.ROOT, "%.3f", score.getAsDouble()) : "unmeasured")
                    .append(' ')
                    .append(sentences.get(i));
        }
        return text.toString();
    }
}
