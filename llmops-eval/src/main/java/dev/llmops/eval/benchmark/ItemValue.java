package dev.llmops.eval.benchmark;

import dev.llmops.api.Require;
import java.util.List;

/** What a metric of a benchmark keeps of one document until all are added up. */
public sealed interface ItemValue {
    /**
     * A number.
     *
     * @param value the score of the document
     */
    record Single(double value) implements ItemValue {}

    /**
     * A log-likelihood and what it is shared among.
     *
     * @param logLikelihood natural logarithm of the probability of the document
     * @param weight how many words or bytes the document has
     */
    record Weighted(double logLikelihood, long weight) implements ItemValue {}

    /**
     * A right and a chosen class.
     *
     * @param gold which class is right
     * @param chosen which class the model prefers
     */
    record Classified(int gold, int chosen) implements ItemValue {}

    /**
     * A right class and how probable the model finds each.
     *
     * @param gold which class is right
     * @param probabilities of the classes; they add up to 1
     */
    record Distribution(int gold, List<Double> probabilities) implements ItemValue {
        /** Copies the probabilities. */
        public Distribution {
            probabilities = List.copyOf(Require.nonNull(probabilities, "probabilities"));
        }
    }

    /**
     * What was written and what would be right.
     *
     * @param references answers that are right
     * @param text what the model wrote
     */
    record Texts(List<String> references, String text) implements ItemValue {
        /** Copies the references. */
        public Texts {
            references = List.copyOf(Require.nonNull(references, "references"));
            Require.nonNull(text, "text");
        }

        /** Shows lengths only. */
        @Override
        public String toString() {
            return "Texts[" + references.size() + " references, " + text.length() + " characters]";
        }
    }
}
