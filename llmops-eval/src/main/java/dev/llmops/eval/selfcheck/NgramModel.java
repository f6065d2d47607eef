package dev.llmops.eval.selfcheck;

import dev.llmops.api.Require;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How usual the n-grams of a sentence are among several answers to the same question.
 *
 * <p>The n-grams of all texts are counted, sentence by sentence; an n-gram is as probable as its share of them. Texts
 * are compared in small letters. Sentences that say what only one of many answers says get high scores, which have no
 * upper bound. Immutable. (SelfCheckGPT, variant "n-gram".)
 */
public final class NgramModel {
    private static final String START = "<s>";
    private static final String UNKNOWN = "<unk>";

    private final int n;
    private final double smoothing;
    private final Map<List<String>, Integer> counts = new HashMap<>();
    private long total;

    private NgramModel(int n, double smoothing) {
        this.n = n;
        this.smoothing = smoothing;
        // The unknown n-gram is one of those that smoothing gives a share.
        counts.put(List.of(UNKNOWN), 0);
    }

    /**
     * {@return a model of {@code sentences}, each of them cut into tokens}
     *
     * @param n how many tokens are looked at together, at least 1
     * @param smoothing what is added to each count; 0 for none
     */
    public static NgramModel of(int n, double smoothing, List<List<String>> sentences) {
        NgramModel model = new NgramModel(
                Require.inRange(n, 1, 100, "n"), Require.inRange(smoothing, 0, Double.MAX_VALUE, "smoothing"));
        for (List<String> sentence : Require.nonNull(sentences, "sentences")) {
            for (List<String> ngram : model.ngrams(sentence)) {
                model.counts.merge(ngram, 1, Integer::sum);
                model.total++;
            }
        }
        return model;
    }

    /** {@return how unusual the n-grams of {@code sentence} are; empty if it has no token} */
    public Optional<Surprise> surprise(List<String> sentence) {
        double sum = 0;
        double highest = Double.NEGATIVE_INFINITY;
        List<List<String>> ngrams = ngrams(sentence);
        for (List<String> ngram : ngrams) {
            double surprise = -Math.log(probability(ngram));
            sum += surprise;
            highest = Math.max(highest, surprise);
        }
        return ngrams.isEmpty() ? Optional.empty() : Optional.of(new Surprise(sum, highest, ngrams.size()));
    }

    private double probability(List<String> ngram) {
        int count = counts.getOrDefault(ngram, 0);
        return (count + smoothing) / (total + smoothing * counts.size());
    }

    private List<List<String>> ngrams(List<String> sentence) {
        List<String> padded = new ArrayList<>();
        for (int i = 1; i < n; i++) {
            padded.add(START);
        }
        sentence.forEach(token -> padded.add(token.toLowerCase(Locale.ROOT)));
        List<List<String>> ngrams = new ArrayList<>();
        for (int end = n; end <= padded.size(); end++) {
            ngrams.add(List.copyOf(padded.subList(end - n, end)));
        }
        return ngrams;
    }

    /** Shows counts only. */
    @Override
    public String toString() {
        return "NgramModel[n=" + n + ", " + total + " counted]";
    }

    /**
     * How unusual the n-grams of a text are, as −ln of their probabilities.
     *
     * @param sum over all n-grams
     * @param highest that of the most unusual one
     * @param count how many n-grams there are
     */
    public record Surprise(double sum, double highest, int count) {
        /** {@return the mean over all n-grams} */
        public double mean() {
            return sum / count;
        }
    }
}
