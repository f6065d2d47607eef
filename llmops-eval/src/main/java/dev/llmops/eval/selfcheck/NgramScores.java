package dev.llmops.eval.selfcheck;

import dev.llmops.api.Require;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * How unusual each sentence of an answer is among several answers to the same question. Immutable.
 *
 * <p>See {@link NgramModel}. A sentence without words has no score, and does not count for the whole answer.
 */
public final class NgramScores {
    private final List<OptionalDouble> means = new ArrayList<>();
    private final List<OptionalDouble> highest = new ArrayList<>();
    private double sum;
    private double sumOfHighest;
    private long ngrams;
    private int sentences;

    private NgramScores() {}

    /**
     * {@return the scores of {@code sentences}}
     *
     * @param n how many tokens are looked at together
     * @param smoothing what is added to each count; 0 for none
     * @param sentences the answer, sentence by sentence
     * @param texts the answer and the samples, whose n-grams are counted
     * @param splitter cuts a text into sentences
     */
    public static NgramScores of(
            int n,
            double smoothing,
            List<String> sentences,
            List<String> texts,
            Function<String, List<String>> splitter) {
        Require.nonNull(splitter, "splitter");
        List<List<String>> counted = Require.nonNull(texts, "texts").stream()
                .flatMap(text -> splitter.apply(text).stream())
                .map(WordScan::tokens)
                .toList();
        NgramModel model = NgramModel.of(n, smoothing, counted);
        NgramScores scores = new NgramScores();
        for (String sentence : Require.nonNull(sentences, "sentences")) {
            model.surprise(WordScan.tokens(sentence)).ifPresentOrElse(scores::add, scores::addNone);
        }
        return scores;
    }

    private void add(NgramModel.Surprise surprise) {
        means.add(OptionalDouble.of(surprise.mean()));
        highest.add(OptionalDouble.of(surprise.highest()));
        sum += surprise.sum();
        sumOfHighest += surprise.highest();
        ngrams += surprise.count();
        sentences++;
    }

    private void addNone() {
        means.add(OptionalDouble.empty());
        highest.add(OptionalDouble.empty());
    }

    /** {@return for each sentence the mean over its n-grams} */
    public List<OptionalDouble> means() {
        return Collections.unmodifiableList(means);
    }

    /** {@return for each sentence that of its most unusual n-gram} */
    public List<OptionalDouble> highest() {
        return Collections.unmodifiableList(highest);
    }

    /** {@return the mean over all n-grams of the answer} */
    public OptionalDouble mean() {
        return ngrams == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / ngrams);
    }

    /** {@return the mean over the sentences of that of the most unusual n-gram} */
    public OptionalDouble meanOfHighest() {
        return sentences == 0 ? OptionalDouble.empty() : OptionalDouble.of(sumOfHighest / sentences);
    }

    /** Shows the number of sentences. */
    @Override
    public String toString() {
        return "NgramScores[" + means.size() + " sentences]";
    }
}
