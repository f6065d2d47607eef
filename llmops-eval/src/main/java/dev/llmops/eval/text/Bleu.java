package dev.llmops.eval.text;

import dev.llmops.api.Require;
import dev.llmops.eval.Signature;
import dev.llmops.eval.python.PythonText;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * BLEU as sacreBLEU 2.6 computes it, to the last digit.
 *
 * <p>Papineni et al., "BLEU: a Method for Automatic Evaluation of Machine Translation" (2002); Post, "A Call for Clarity
 * in Reporting BLEU Scores" (2018). From 0 to 100. References may differ in number from segment to segment. Safe for
 * concurrent use.
 */
public final class Bleu extends CorpusMetric<BleuScore> {
    private static final int USUAL_ORDER = 4;

    private final BleuTokenizer tokenizer;
    private final Smoothing smoothing;
    private final boolean lowercase;
    private final int maxOrder;
    private final @Nullable Boolean effectiveOrder;
    private final BleuFormula ofCorpus;
    private final BleuFormula ofSentence;

    private Bleu(Builder builder) {
        this.tokenizer = builder.tokenizer;
        this.smoothing = builder.smoothing;
        this.lowercase = builder.lowercase;
        this.maxOrder = builder.maxOrder;
        this.effectiveOrder = builder.effectiveOrder;
        this.ofCorpus = new BleuFormula(smoothing, effective(false), maxOrder);
        this.ofSentence = new BleuFormula(smoothing, effective(true), maxOrder);
    }

    /** {@return BLEU with the defaults of sacreBLEU: tokenizer 13a, four orders, exponential smoothing} */
    public static Bleu usual() {
        return builder().build();
    }

    /** {@return a builder with the defaults of sacreBLEU} */
    public static Builder builder() {
        return new Builder();
    }

    private boolean effective(boolean sentence) {
        return effectiveOrder == null ? sentence : effectiveOrder;
    }

    @Override
    public String title() {
        return "BLEU";
    }

    @Override
    public double combine(double[] sums) {
        return ofCorpus.terms(sums, Precision.DOUBLE).score;
    }

    @Override
    Signature signature(Signature start, boolean sentence) {
        Signature signature = start.with("case", lowercase ? "lc" : "mixed")
                .with("eff", effective(sentence) ? "yes" : "no")
                .with("tok", tokenizer.label())
                .with("smooth", smoothing)
                .with("compat", COMPATIBLE);
        // sacreBLEU leaves the order out.
        return maxOrder == USUAL_ORDER ? signature : signature.with("order", maxOrder);
    }

    @Override
    int width() {
        return 2 + 2 * maxOrder;
    }

    @Override
    SegmentScorer scorer() {
        return new Scorer();
    }

    @Override
    double combineSingle(double[] sums) {
        return ofCorpus.terms(sums, Precision.SINGLE).score;
    }

    @Override
    Precision precision() {
        // The logarithms and what follows are Python's, in double precision.
        return Precision.DOUBLE;
    }

    @Override
    BleuScore sentence(double[] statistics, Signature signature) {
        return new BleuScore(ofSentence.terms(statistics, Precision.DOUBLE), signature, Optional.empty());
    }

    @Override
    BleuScore result(double[] sums, Signature signature, Optional<CorpusScore.Interval> interval) {
        return new BleuScore(ofCorpus.terms(sums, Precision.DOUBLE), signature, interval);
    }

    /** Tokenizes and counts. */
    private final class Scorer implements SegmentScorer {
        private final Line line = new Line();
        private final Tokens tokens = new Tokens();
        private final Ngrams ngrams = new Ngrams(maxOrder);

        @Override
        public void score(String hypothesis, List<String> references, double[] rows, int offset) {
            tokens.clear();
            ngrams.clear();
            int length = tokenize(hypothesis);
            int[] hypothesisTokens = Arrays.copyOf(tokens.numbers(), length);
            int closest = -1;
            for (String reference : references) {
                int found = tokenize(reference);
                ngrams.addReference(tokens.numbers(), found);
                closest = closest < 0 ? found : closer(closest, found, length);
            }
            rows[offset] = length;
            rows[offset + 1] = closest;
            ngrams.match(hypothesisTokens, length, rows, offset + 2);
            for (int n = 0; n < maxOrder; n++) {
                rows[offset + 2 + maxOrder + n] = Math.max(0, length - n);
            }
        }

        private int closer(int one, int other, int length) {
            int difference = Math.abs(one - length) - Math.abs(other - length);
            return difference == 0 ? Math.min(one, other) : difference < 0 ? one : other;
        }

        /** {@return how many tokens {@code text} has; they are in {@code tokens}} */
        private int tokenize(String text) {
            tokenizer.split(PythonText.stripEnd(lowercase ? PythonText.lower(text) : text), line);
            if (tokenizer == BleuTokenizer.CHAR) {
                tokens.characters(line.now());
            } else {
                tokens.split(line.now());
            }
            return tokens.length();
        }
    }

    /** Collects settings. Not safe for concurrent use. */
    public static final class Builder {
        private BleuTokenizer tokenizer = BleuTokenizer.V13A;
        private Smoothing smoothing = Smoothing.exp();
        private boolean lowercase;
        private int maxOrder = USUAL_ORDER;
        private @Nullable Boolean effectiveOrder;

        private Builder() {}

        /** Sets how texts are taken apart. */
        public Builder tokenizer(BleuTokenizer tokenizer) {
            this.tokenizer = Require.nonNull(tokenizer, "tokenizer");
            return this;
        }

        /** Sets what is done about orders without a match. */
        public Builder smoothing(Smoothing smoothing) {
            this.smoothing = Require.nonNull(smoothing, "smoothing");
            return this;
        }

        /** Sets whether case is ignored; it is not unless told so. */
        public Builder lowercase(boolean lowercase) {
            this.lowercase = lowercase;
            return this;
        }

        /** Sets the longest n-gram that counts, 1 or more. */
        public Builder maxOrder(int maxOrder) {
            this.maxOrder = Require.inRange(maxOrder, 1, 100, "maxOrder");
            return this;
        }

        /** Sets whether orders are left out that a text is too short for; unless told, so for sentences only. */
        public Builder effectiveOrder(boolean effectiveOrder) {
            this.effectiveOrder = effectiveOrder;
            return this;
        }

        /** {@return the metric} */
        public Bleu build() {
            return new Bleu(this);
        }
    }
}
