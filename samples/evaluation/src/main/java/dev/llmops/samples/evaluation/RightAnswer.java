package dev.llmops.samples.evaluation;

import dev.llmops.api.CallControl;
import dev.llmops.eval.Metric;
import dev.llmops.eval.Sample;
import dev.llmops.eval.Score;
import dev.llmops.eval.Signature;
import java.util.Locale;
import java.util.function.Predicate;

/** Yes-or-no metrics of answers, as a reader would judge them. */
final class RightAnswer {
    private static final String REFUSAL = "None of the passages at hand answers this question.";

    private RightAnswer() {}

    /** {@return whether the answer holds the words of a reference in their order; a refusal where there is no answer} */
    static Metric holdsAnswer() {
        return metric("holds-answer", sample -> {
            String answer = words(CitedText.withoutCitations(sample.output().text()));
            return sample.item().references().stream().anyMatch(reference -> answer.contains(words(reference)));
        });
    }

    /** {@return whether the pipeline answered where the handbook has an answer, and refused where it has none} */
    static Metric rightRefusal() {
        return metric("right-refusal", sample -> {
            return isRefusal(sample.output().text())
                    != "yes".equals(sample.item().field("answerable"));
        });
    }

    static boolean isRefusal(String text) {
        return text.strip().equals(REFUSAL);
    }

    private static Metric metric(String name, Predicate<Sample> condition) {
        return new Metric() {
            @Override
            public Signature signature() {
                return Signature.of(name).with("case", "lower").with("punctuation", "removed");
            }

            @Override
            public Score score(Sample sample, CallControl control) {
                return Score.of(condition.test(sample) ? 1 : 0);
            }
        };
    }

    /** Words between single blanks, with a blank at both ends, so that 5 is not found in 15. */
    private static String words(String text) {
        String plain = text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}%£°.,]+", " ");
        return " " + plain.replaceAll("[.,](?=\\s|$)", "").strip() + " ";
    }
}
