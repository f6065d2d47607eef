package dev.llmops.eval.text;

import dev.llmops.api.Require;
import dev.llmops.eval.Signature;
import dev.llmops.eval.python.PythonText;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * chrF and chrF++ as sacreBLEU 2.6 computes them: an F-score over n-grams of characters, and of words.
 *
 * <p>Popović, "chrF: character n-gram F-score for automatic MT evaluation" (2015), "chrF++: words helping character
 * n-grams" (2017). From 0 to 100. Of several references of a segment the one counts that gives the segment the best
 * score. Safe for concurrent use.
 */
public final class Chrf extends CorpusMetric<ChrfScore> {
    private static final int HIGHEST = 100;

    private final int charOrder;
    private final int wordOrder;
    private final int beta;
    private final boolean lowercase;
    private final boolean whitespace;
    private final boolean epsSmoothing;
    private final ChrfFormula formula;

    private Chrf(Builder builder) {
        this.charOrder = builder.charOrder;
        this.wordOrder = builder.wordOrder;
        this.beta = builder.beta;
        this.lowercase = builder.lowercase;
        this.whitespace = builder.whitespace;
        this.epsSmoothing = builder.epsSmoothing;
        this.formula = new ChrfFormula(beta, charOrder + wordOrder, epsSmoothing);
    }

    /** {@return chrF2: characters only, recall weighs twice as much as precision} */
    public static Chrf usual() {
        return builder().build();
    }

    /** {@return chrF2++: also words and pairs of words} */
    public static Chrf plusPlus() {
        return builder().wordOrder(2).build();
    }

    /** {@return a builder with the defaults of sacreBLEU} */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String title() {
        return "chrF" + beta + "+".repeat(wordOrder);
    }

    @Override
    public double combine(double[] sums) {
        return formula.score(sums, 0, Precision.DOUBLE);
    }

    @Override
    Signature signature(Signature start, boolean sentence) {
        return start.with("case", lowercase ? "lc" : "mixed")
                .with("eff", epsSmoothing ? "no" : "yes")
                .with("nc", charOrder)
                .with("nw", wordOrder)
                .with("space", whitespace ? "yes" : "no")
                .with("compat", COMPATIBLE);
    }

    @Override
    int width() {
        return ChrfFormula.WIDTH * (charOrder + wordOrder);
    }

    @Override
    SegmentScorer scorer() {
        return new Scorer();
    }

    @Override
    double combineSingle(double[] sums) {
        return formula.score(sums, 0, Precision.SINGLE);
    }

    @Override
    Precision precision() {
        return Precision.SINGLE;
    }

    @Override
    ChrfScore result(double[] sums, Signature signature, Optional<CorpusScore.Interval> interval) {
        return new ChrfScore(title(), combine(sums), signature, interval);
    }

    /** Counts n-grams of segments. */
    private final class Scorer implements SegmentScorer {
        private final CodePoints line = new CodePoints();
        private final CodePoints characters = new CodePoints();
        private final Tokens words = new Tokens();
        private final Ngrams charNgrams = new Ngrams(charOrder);
        private final Ngrams wordNgrams = new Ngrams(wordOrder);
        private final double[] matches = new double[charOrder + wordOrder];
        private final double[] statistics = new double[width()];

        @Override
        public void score(String hypothesis, List<String> references, double[] rows, int offset) {
            words.clear();
            read(hypothesis);
            int[] hypothesisCharacters = Arrays.copyOf(characters.at, characters.length);
            int[] hypothesisWords = Arrays.copyOf(words.numbers(), words.length());
            double best = -1;
            for (String reference : references) {
                read(reference);
                compare(hypothesisCharacters, hypothesisWords);
                double score = formula.score(statistics, 0, Precision.DOUBLE);
                if (score > best) {
                    best = score;
                    System.arraycopy(statistics, 0, rows, offset, statistics.length);
                }
            }
        }

        private void compare(int[] hypothesisCharacters, int[] hypothesisWords) {
            Arrays.fill(matches, 0);
            charNgrams.clear();
            charNgrams.addReference(characters.at, characters.length);
            charNgrams.match(hypothesisCharacters, hypothesisCharacters.length, matches, 0);
            fill(0, charOrder, hypothesisCharacters.length, characters.length);
            if (wordOrder > 0) {
                wordNgrams.clear();
                wordNgrams.addReference(words.numbers(), words.length());
                wordNgrams.match(hypothesisWords, hypothesisWords.length, matches, charOrder);
                fill(charOrder, wordOrder, hypothesisWords.length, words.length());
            }
        }

        private void fill(int first, int orders, int hypothesisLength, int referenceLength) {
            for (int n = 0; n < orders; n++) {
                int at = ChrfFormula.WIDTH * (first + n);
                int referenceNgrams = Math.max(0, referenceLength - n);
                // Without n-grams in the reference the tool does not count those of the hypothesis either.
                statistics[at] = referenceNgrams == 0 ? 0 : Math.max(0, hypothesisLength - n);
                statistics[at + 1] = referenceNgrams;
                statistics[at + 2] = matches[first + n];
            }
        }

        private void read(String text) {
            line.length = 0;
            line.add(lowercase ? PythonText.lower(text) : text);
            characters.length = 0;
            characters.ensure(line.length);
            for (int i = 0; i < line.length; i++) {
                if (whitespace || !PythonText.isSpace(line.at[i])) {
                    characters.at[characters.length++] = line.at[i];
                }
            }
            if (wordOrder > 0) {
                ChrfWords.split(line, words);
            }
        }
    }

    /** Collects settings. Not safe for concurrent use. */
    public static final class Builder {
        private int charOrder = 6;
        private int wordOrder;
        private int beta = 2;
        private boolean lowercase;
        private boolean whitespace;
        private boolean epsSmoothing;

        private Builder() {}

        /** Sets the longest n-gram of characters, 6 unless told otherwise. */
        public Builder charOrder(int charOrder) {
            this.charOrder = Require.inRange(charOrder, 1, HIGHEST, "charOrder");
            return this;
        }

        /** Sets the longest n-gram of words: 0 is chrF, 2 is chrF++. */
        public Builder wordOrder(int wordOrder) {
            this.wordOrder = Require.inRange(wordOrder, 0, HIGHEST, "wordOrder");
            return this;
        }

        /** Sets how many times as much recall weighs as precision, 2 unless told otherwise. */
        public Builder beta(int beta) {
            this.beta = Require.inRange(beta, 0, HIGHEST, "beta");
            return this;
        }

        /** Sets whether case is ignored; it is not unless told so. */
        public Builder lowercase(boolean lowercase) {
            this.lowercase = lowercase;
            return this;
        }

        /** Sets whether white space is part of n-grams of characters; it is not unless told so. */
        public Builder whitespace(boolean whitespace) {
            this.whitespace = whitespace;
            return this;
        }

        /** Sets whether all orders count, with a tiny value where one is undefined, as in the first chrF++ and NLTK. */
        public Builder epsSmoothing(boolean epsSmoothing) {
            this.epsSmoothing = epsSmoothing;
            return this;
        }

        /** {@return the metric} */
        public Chrf build() {
            return new Chrf(this);
        }
    }
}
