package dev.llmops.eval.text;

import dev.llmops.api.Require;
import dev.llmops.eval.Score;
import dev.llmops.eval.Signature;
import dev.llmops.eval.TextMetric;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * METEOR: words of an answer aligned with those of a reference, by form, by stem and by synonym, from 0 to 1.
 *
 * <p>Banerjee and Lavie, "METEOR: An Automatic Metric for MT Evaluation with Improved Correlation with Human Judgments"
 * (2005), as NLTK 3 computes it: the alignment is greedy from the end, and synonyms are looked up for stems. Meteor 1.5
 * gives other numbers. Of several references the best counts. The score of a corpus is the mean. Immutable; safe for
 * concurrent use; make it once, for it keeps what it found out about words.
 */
public final class Meteor implements TextMetric {
    private final MeteorWords words;
    private final String tokenizerName;
    private final Function<String, List<String>> tokenizer;
    private final double alpha;
    private final double beta;
    private final double gamma;

    private Meteor(
            MeteorWords words,
            String tokenizerName,
            Function<String, List<String>> tokenizer,
            double alpha,
            double beta,
            double gamma) {
        this.words = words;
        this.tokenizerName = tokenizerName;
        this.tokenizer = tokenizer;
        this.alpha = alpha;
        this.beta = beta;
        this.gamma = gamma;
    }

    /** {@return METEOR with the synonyms of {@code wordNet}, over the words of {@link WordTokenizer#NLTK_WORD}} */
    public static Meteor with(WordNet wordNet) {
        return of(Require.nonNull(wordNet, "wordNet"));
    }

    /** {@return METEOR by form and stem alone, over the words of {@link WordTokenizer#NLTK_WORD}} */
    public static Meteor withoutSynonyms() {
        return of(null);
    }

    private static Meteor of(@Nullable WordNet wordNet) {
        WordTokenizer usual = WordTokenizer.NLTK_WORD;
        return new Meteor(new MeteorWords(wordNet), usual.label(), usual::tokenize, 0.9, 3, 0.5);
    }

    /** {@return this metric over the words that {@code tokenizer} finds} */
    public Meteor tokenizer(WordTokenizer tokenizer) {
        return tokenizer(tokenizer.label(), tokenizer::tokenize);
    }

    /**
     * {@return this metric over the words that {@code tokenizer} finds}
     *
     * @param name what the signature calls it
     * @param tokenizer cuts a text into words; safe for concurrent use
     */
    public Meteor tokenizer(String name, Function<String, List<String>> tokenizer) {
        return new Meteor(
                words, Require.nonBlank(name, "name"), Require.nonNull(tokenizer, "tokenizer"), alpha, beta, gamma);
    }

    /**
     * {@return this metric with other parameters}
     *
     * @param alpha how much precision weighs against recall in their harmonic mean; usually 0.9
     * @param beta the power of the share of chunks; usually 3
     * @param gamma the most that disorder can take away; usually 0.5
     */
    public Meteor parameters(double alpha, double beta, double gamma) {
        Require.inRange(alpha, 0, 1, "alpha");
        Require.inRange(beta, 0, Double.MAX_VALUE, "beta");
        Require.inRange(gamma, 0, 1, "gamma");
        return new Meteor(words, tokenizerName, tokenizer, alpha, beta, gamma);
    }

    @Override
    public Signature signature() {
        return Signature.of("meteor")
                .with("refs", "best")
                .with("tok", tokenizerName)
                .with("stem", "porter-nltk")
                .with("synonyms", words.hasSynonyms() ? "wn30" : "no")
                .with("alpha", alpha)
                .with("beta", beta)
                .with("gamma", gamma)
                .with("compat", "nltk-3");
    }

    @Override
    public Score score(String text, List<String> references) {
        if (references.isEmpty()) {
            return Score.unmeasured("the item has no reference");
        }
        List<List<String>> tokens = new ArrayList<>();
        references.forEach(reference -> tokens.add(tokenizer.apply(reference)));
        return Score.of(scoreTokens(tokenizer.apply(text), tokens));
    }

    /**
     * {@return the best score over the references}
     *
     * @param answer the words of the answer, in any case
     * @param references the words of each reference, at least one
     */
    public double scoreTokens(List<String> answer, List<List<String>> references) {
        Require.that(!references.isEmpty(), "references", "references must not be empty");
        double best = Double.NEGATIVE_INFINITY;
        for (List<String> reference : references) {
            best = Math.max(best, scoreTokens(answer, reference, new MeteorAlignment(words)));
        }
        return best;
    }

    private double scoreTokens(List<String> answer, List<String> reference, MeteorAlignment alignment) {
        alignment.align(answer, reference);
        double matches = alignment.matches();
        if (alignment.matches() == 0) {
            return 0;
        }
        double precision = matches / answer.size();
        double recall = matches / reference.size();
        double mean = precision * recall / (alpha * precision + (1 - alpha) * recall);
        double disorder = Math.pow(alignment.chunks() / matches, beta);
        return (1 - gamma * disorder) * mean;
    }

    @Override
    public String toString() {
        return signature().toString();
    }
}
