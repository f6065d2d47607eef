package dev.llmops.eval.text;

import dev.llmops.api.Require;
import dev.llmops.eval.Direction;
import dev.llmops.eval.Signature;
import dev.llmops.eval.python.PythonText;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * TER as sacreBLEU 2.6 computes it: edits and moves of runs of words per word of the reference, in percent.
 *
 * <p>Snover et al., "A Study of Translation Edit Rate with Targeted Human Annotation" (2006), with the search of the
 * program Tercom. Less is better, and more than 100 is possible. Of several references the one with the fewest edits
 * counts, with the mean of their lengths. Safe for concurrent use.
 */
public final class Ter extends CorpusMetric<TerScore> {
    private final boolean normalized;
    private final boolean noPunctuation;
    private final boolean asianSupport;
    private final boolean caseSensitive;
    private final TercomTokenizer tokenizer;

    private Ter(Builder builder) {
        this.normalized = builder.normalized;
        this.noPunctuation = builder.noPunctuation;
        this.asianSupport = builder.asianSupport;
        this.caseSensitive = builder.caseSensitive;
        this.tokenizer = new TercomTokenizer(normalized, noPunctuation, asianSupport, caseSensitive);
    }

    /** {@return TER with the defaults of sacreBLEU: words between white space, case ignored} */
    public static Ter usual() {
        return builder().build();
    }

    /** {@return a builder with the defaults of sacreBLEU} */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String title() {
        return "TER";
    }

    @Override
    public Direction direction() {
        return Direction.LOWER_IS_BETTER;
    }

    /** {@return {@code text} as it is compared, with blanks between words} */
    public String tokenize(String text) {
        return tokenizer.tokenize(Require.nonNull(text, "text"));
    }

    @Override
    public double combine(double[] sums) {
        return combine(sums, Precision.DOUBLE);
    }

    private static double combine(double[] sums, Precision in) {
        if (sums[1] > 0) {
            return in.of(100 * in.of(sums[0] / sums[1]));
        }
        return sums[0] > 0 ? 100 : 0;
    }

    @Override
    Signature signature(Signature start, boolean sentence) {
        return start.with("case", caseSensitive ? "mixed" : "lc")
                .with("tok", "tercom")
                .with("norm", normalized ? "yes" : "no")
                .with("punct", noPunctuation ? "no" : "yes")
                .with("asian", asianSupport ? "yes" : "no")
                .with("compat", COMPATIBLE);
    }

    @Override
    int width() {
        return 2;
    }

    @Override
    SegmentScorer scorer() {
        return new Scorer();
    }

    @Override
    double combineSingle(double[] sums) {
        return combine(sums, Precision.SINGLE);
    }

    @Override
    Precision precision() {
        return Precision.SINGLE;
    }

    @Override
    TerScore result(double[] sums, Signature signature, Optional<CorpusScore.Interval> interval) {
        return new TerScore(sums, combine(sums), signature, interval);
    }

    /** Tokenizes, and counts edits. */
    private final class Scorer implements SegmentScorer {
        private final Line line = new Line();
        private final Tokens words = new Tokens();
        private final ShiftSearch search = new ShiftSearch();

        @Override
        public void score(String hypothesis, List<String> references, double[] rows, int offset) {
            words.clear();
            int[] hypothesisWords = words(hypothesis);
            long lengths = 0;
            int fewest = Integer.MAX_VALUE;
            for (String reference : references) {
                int[] referenceWords = referenceWords(reference);
                lengths += referenceWords.length;
                fewest = Math.min(fewest, search.edits(hypothesisWords, referenceWords));
            }
            rows[offset] = fewest;
            rows[offset + 1] = (double) lengths / references.size();
        }

        private int[] referenceWords(String text) {
            if (!normalized) {
                return words(text);
            }
            // sacreBLEU tokenizes references twice, which tells in some runs of punctuation.
            tokenizer.split(PythonText.stripEnd(text), line);
            return words(line.joined());
        }

        private int[] words(String text) {
            tokenizer.split(PythonText.stripEnd(text), line);
            words.split(line.now());
            return Arrays.copyOf(words.numbers(), words.length());
        }
    }

    /** Collects settings. Not safe for concurrent use. */
    public static final class Builder {
        private boolean normalized;
        private boolean noPunctuation;
        private boolean asianSupport;
        private boolean caseSensitive;

        private Builder() {}

        /** Sets whether punctuation and possessives are split off words; they are not unless told so. */
        public Builder normalized(boolean normalized) {
            this.normalized = normalized;
            return this;
        }

        /** Sets whether punctuation is removed; it is not unless told so. */
        public Builder noPunctuation(boolean noPunctuation) {
            this.noPunctuation = noPunctuation;
            return this;
        }

        /** Sets whether the two settings before also deal with Chinese and Japanese; they do not unless told so. */
        public Builder asianSupport(boolean asianSupport) {
            this.asianSupport = asianSupport;
            return this;
        }

        /** Sets whether case counts; it does not unless told so. */
        public Builder caseSensitive(boolean caseSensitive) {
            this.caseSensitive = caseSensitive;
            return this;
        }

        /** {@return the metric} */
        public Ter build() {
            return new Ter(this);
        }
    }
}
