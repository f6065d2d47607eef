package dev.llmops.eval.text;

import dev.llmops.api.Require;
import dev.llmops.eval.Score;
import dev.llmops.eval.Signature;
import dev.llmops.eval.TextMetric;
import java.util.ArrayList;
import java.util.List;

/**
 * Google's BLEU as NLTK 3.10 computes it: common n-grams of all orders by those of the longer text, from 0 to 1.
 *
 * <p>Wu et al., "Google's Neural Machine Translation System" (2016). Of several references the one with the best score
 * counts. Safe for concurrent use.
 */
public final class Gleu implements TextMetric {
    private static final int HIGHEST = 100;

    private final WordTokenizer tokenizer;
    private final int minLength;
    private final int maxLength;

    private Gleu(WordTokenizer tokenizer, int minLength, int maxLength) {
        this.tokenizer = tokenizer;
        this.minLength = minLength;
        this.maxLength = maxLength;
    }

    /** {@return GLEU of n-grams of one to four words} */
    public static Gleu of(WordTokenizer tokenizer) {
        return of(tokenizer, 1, 4);
    }

    /** {@return GLEU of n-grams of {@code minLength} to {@code maxLength} words} */
    public static Gleu of(WordTokenizer tokenizer, int minLength, int maxLength) {
        return new Gleu(
                Require.nonNull(tokenizer, "tokenizer"),
                Require.inRange(minLength, 1, HIGHEST, "minLength"),
                Require.inRange(maxLength, minLength, HIGHEST, "maxLength"));
    }

    /** {@return the score of the tokens of one text} */
    public double sentence(List<String> hypothesis, List<List<String>> references) {
        return combine(counts(hypothesis, references));
    }

    /** {@return matches and n-grams of the reference with the best score, the first of equal ones} */
    private double[] counts(List<String> hypothesis, List<List<String>> references) {
        Tokens tokens = new Tokens();
        Ngrams ngrams = new Ngrams(maxLength);
        double[] best = new double[2];
        for (List<String> reference : references) {
            ngrams.clear();
            tokens.set(reference);
            ngrams.addReference(tokens.numbers(), tokens.length());
            tokens.set(hypothesis);
            double[] matches = new double[maxLength];
            ngrams.match(tokens.numbers(), tokens.length(), matches, 0);
            double common = 0;
            for (int n = minLength; n <= maxLength; n++) {
                common += matches[n - 1];
            }
            long all = Math.max(ngrams(hypothesis.size()), ngrams(reference.size()));
            if (all > 0 && (best[1] == 0 || common / all > best[0] / best[1])) {
                best = new double[] {common, all};
            }
        }
        return best;
    }

    private long ngrams(int length) {
        long count = 0;
        for (int n = minLength; n <= maxLength; n++) {
            count += Math.max(0, length - n + 1);
        }
        return count;
    }

    @Override
    public Score score(String text, List<String> references) {
        if (references.isEmpty()) {
            return Score.unmeasured("there is no reference");
        }
        List<List<String>> tokens = new ArrayList<>();
        references.forEach(reference -> tokens.add(tokenizer.tokenize(reference)));
        double[] counts = counts(tokenizer.tokenize(text), tokens);
        return Score.of(combine(counts), counts);
    }

    @Override
    public double combine(double[] sums) {
        return sums[1] > 0 ? sums[0] / sums[1] : 0;
    }

    @Override
    public boolean isMean() {
        return false;
    }

    @Override
    public Signature signature() {
        return Signature.of("gleu")
                .with("tok", tokenizer.label())
                .with("n", minLength + "-" + maxLength)
                .with("compat", "nltk-3.10");
    }

    @Override
    public String toString() {
        return signature().toString();
    }
}
