package dev.llmops.eval.text;

import dev.llmops.api.Require;
import dev.llmops.eval.Score;
import dev.llmops.eval.Signature;
import dev.llmops.eval.TextMetric;
import java.util.List;
import java.util.Locale;

/**
 * One kind of ROUGE as a metric: words or sequences of words that an answer shares with a reference, from 0 to 1.
 *
 * <p>Of several references the one with the best F counts. The score of a corpus is the mean. Equal to rouge-score
 * 0.1.2 unless another tokenizer is set. Immutable; safe for concurrent use. {@link RougeScorer} computes several kinds
 * at once.
 */
public final class Rouge implements TextMetric {
    private final RougeType type;
    private final RougeTokenizer tokenizer;
    private final Measure measure;
    private final RougeScorer scorer;

    private Rouge(RougeType type, RougeTokenizer tokenizer, Measure measure) {
        this.type = type;
        this.tokenizer = tokenizer;
        this.measure = measure;
        this.scorer = RougeScorer.of(tokenizer, type);
    }

    /** {@return F of {@code type}, with the words of rouge-score, not stemmed} */
    public static Rouge of(RougeType type) {
        return new Rouge(Require.nonNull(type, "type"), RougeTokenizer.google(), Measure.F);
    }

    /** {@return ROUGE-N: common runs of {@code n} words} */
    public static Rouge n(int n) {
        return of(RougeType.ngrams(n));
    }

    /** {@return ROUGE-L: the longest common sequence of words} */
    public static Rouge l() {
        return of(RougeType.L);
    }

    /** {@return ROUGE-Lsum: common sequences line by line} */
    public static Rouge lsum() {
        return of(RougeType.LSUM);
    }

    /** {@return this metric over stems} */
    public Rouge stemmed() {
        return new Rouge(type, tokenizer.stemmed(), measure);
    }

    /** {@return this metric over the words of {@code tokenizer}} */
    public Rouge tokenizer(RougeTokenizer tokenizer) {
        return new Rouge(type, Require.nonNull(tokenizer, "tokenizer"), measure);
    }

    /** {@return this metric giving {@code measure}} */
    public Rouge measure(Measure measure) {
        return new Rouge(type, tokenizer, Require.nonNull(measure, "measure"));
    }

    @Override
    public Signature signature() {
        Signature signature = Signature.of(type.toString())
                .with("measure", measure.name().toLowerCase(Locale.ROOT))
                .with("refs", "best")
                .with("tok", tokenizer.name())
                .with("stem", tokenizer.isStemmed() ? "porter-nltk" : "no");
        return tokenizer.name().equals("google") ? signature.with("compat", "rouge-score-0.1.2") : signature;
    }

    @Override
    public Score score(String text, List<String> references) {
        if (references.isEmpty()) {
            return Score.unmeasured("the item has no reference");
        }
        PrecisionRecall best = Require.nonNull(scorer.best(text, references).get(type), "score");
        return Score.of(
                switch (measure) {
                    case F -> best.f();
                    case PRECISION -> best.precision();
                    case RECALL -> best.recall();
                });
    }

    @Override
    public String toString() {
        return signature().toString();
    }

    /** Which of the three numbers is the score. */
    public enum Measure {
        /** The harmonic mean of precision and recall. */
        F,
        /** The share of the answer that fits. */
        PRECISION,
        /** The share of the reference that the answer has. */
        RECALL
    }
}
