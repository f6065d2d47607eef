package dev.llmops.eval.text;

import dev.llmops.api.InvalidInputException;
import dev.llmops.api.Require;
import dev.llmops.eval.Score;
import dev.llmops.eval.Signature;
import dev.llmops.eval.TextMetric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * BLEU as NLTK 3.10 computes it, usually from 0 to 1.
 *
 * <p>It differs from {@link Bleu} in smoothing, in the brevity penalty of texts of equal length, and in taking tokens. In
 * runs the score of a set is the mean of the scores of its texts; {@link #corpus} is NLTK's {@code corpus_bleu}. Safe
 * for concurrent use.
 */
public final class NltkBleu implements TextMetric {
    private static final double[] USUAL_WEIGHTS = {0.25, 0.25, 0.25, 0.25};

    private final WordTokenizer tokenizer;
    private final NltkSmoothing smoothing;
    private final double[] weights;
    private final boolean autoReweigh;

    private NltkBleu(Builder builder) {
        this.tokenizer = builder.tokenizer;
        this.smoothing = builder.smoothing;
        this.weights = builder.weights;
        this.autoReweigh = builder.autoReweigh;
    }

    /** {@return a builder with the defaults of NLTK: four orders of equal weight, no smoothing} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the score of the tokens of one text; empty if the smoothing method fails for it} */
    public OptionalDouble sentence(List<String> hypothesis, List<List<String>> references) {
        return corpus(List.of(hypothesis), List.of(references));
    }

    /**
     * {@return the score of texts together; empty if the smoothing method fails for them}
     *
     * @param hypotheses the tokens of the texts
     * @param references for each of them the tokens of its references, of which there is at least one
     */
    public OptionalDouble corpus(List<List<String>> hypotheses, List<List<List<String>>> references) {
        Require.that(
                hypotheses.size() == references.size(),
                "hypotheses",
                "there must be as many hypotheses as lists of references, were " + hypotheses.size() + " and "
                        + references.size());
        NltkCounts counts = new NltkCounts(weights.length);
        for (int i = 0; i < hypotheses.size(); i++) {
            if (references.get(i).isEmpty()) {
                throw new InvalidInputException(
                        "references", "segment " + i + " (from 0) must have a reference, has none");
            }
            counts.add(hypotheses.get(i), references.get(i));
        }
        return score(counts);
    }

    private OptionalDouble score(NltkCounts counts) {
        counts.divide();
        if (counts.matches[0] == 0) {
            return OptionalDouble.of(0);
        }
        if (!smoothing.smooth(counts)) {
            return OptionalDouble.empty();
        }
        double[] used = weights(counts.hypothesisLength);
        double logs = 0;
        for (int n = 0; n < Math.min(used.length, counts.precisions.length); n++) {
            if (counts.precisions[n] > 0) {
                logs += used[n] * StrictMath.log(counts.precisions[n]);
            }
        }
        return OptionalDouble.of(counts.brevityPenalty() * StrictMath.exp(logs));
    }

    private double[] weights(long length) {
        if (!autoReweigh || length >= USUAL_WEIGHTS.length || !Arrays.equals(weights, USUAL_WEIGHTS)) {
            return weights;
        }
        double[] equal = new double[(int) length];
        Arrays.fill(equal, 1.0 / length);
        return equal;
    }

    @Override
    public Score score(String text, List<String> references) {
        if (references.isEmpty()) {
            return Score.unmeasured("there is no reference");
        }
        List<List<String>> tokens = new ArrayList<>();
        references.forEach(reference -> tokens.add(tokenizer.tokenize(reference)));
        OptionalDouble score = sentence(tokenizer.tokenize(text), tokens);
        return score.isPresent()
                ? Score.of(score.getAsDouble())
                : Score.unmeasured("method 6 of smoothing needs a match of three tokens");
    }

    @Override
    public Signature signature() {
        return Signature.of("nltk-bleu")
                .with("tok", tokenizer.label())
                .with("smooth", smoothing.number())
                .with(
                        "weights",
                        Arrays.stream(weights).mapToObj(Double::toString).collect(Collectors.joining(",")))
                .with("reweigh", autoReweigh ? "yes" : "no")
                .with("compat", "nltk-3.10");
    }

    @Override
    public String toString() {
        return signature().toString();
    }

    /** Collects settings. Not safe for concurrent use. */
    public static final class Builder {
        private WordTokenizer tokenizer = WordTokenizer.SPLIT;
        private NltkSmoothing smoothing = NltkSmoothing.METHOD_0;
        private double[] weights = USUAL_WEIGHTS;
        private boolean autoReweigh;

        private Builder() {}

        /** Sets how texts become words, for {@link #score(String, List)}; white space unless told otherwise. */
        public Builder tokenizer(WordTokenizer tokenizer) {
            this.tokenizer = Require.nonNull(tokenizer, "tokenizer");
            return this;
        }

        /** Sets what is done about orders without a match. */
        public Builder smoothing(NltkSmoothing smoothing) {
            this.smoothing = Require.nonNull(smoothing, "smoothing");
            return this;
        }

        /** Sets the weight of each order, of n-grams of one token first. */
        public Builder weights(double... weights) {
            Require.that(weights.length > 0, "weights", "weights must have at least one");
            this.weights = weights.clone();
            return this;
        }

        /** Sets whether texts of less than four tokens are scored by the orders that they have. */
        public Builder autoReweigh(boolean autoReweigh) {
            this.autoReweigh = autoReweigh;
            return this;
        }

        /** {@return the metric} */
        public NltkBleu build() {
            return new NltkBleu(this);
        }
    }
}
