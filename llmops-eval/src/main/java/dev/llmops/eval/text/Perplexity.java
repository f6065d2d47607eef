package dev.llmops.eval.text;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.CallControl;
import dev.llmops.api.LlmException;
import dev.llmops.api.Require;
import dev.llmops.api.model.LogLikelihood;
import dev.llmops.api.model.LogLikelihood.Continuation;
import dev.llmops.api.model.LogLikelihood.Likelihood;
import dev.llmops.api.model.RateLimitedException;
import dev.llmops.eval.Direction;
import dev.llmops.eval.Metric;
import dev.llmops.eval.Sample;
import dev.llmops.eval.Score;
import dev.llmops.eval.Signature;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * How surprised a model is by the texts of answers, per unit of text: 1 where nothing is surprising. Lower is better.
 *
 * <p>The score of a corpus weighs every unit alike, unless {@link #meanOfTexts()} is asked for, which weighs every text
 * alike and is what Hugging Face's evaluate reports. Perplexities per token of different tokenizers cannot be compared;
 * {@link Unit#BITS_PER_BYTE} can. {@link Likelihoods} is the arithmetic alone. Immutable; safe for concurrent use.
 */
public final class Perplexity implements Metric {
    private final LogLikelihood model;
    private final String modelName;
    private final Unit unit;
    private final boolean afterInput;
    private final boolean meanOfTexts;

    private Perplexity(LogLikelihood model, String modelName, Unit unit, boolean afterInput, boolean meanOfTexts) {
        this.model = model;
        this.modelName = modelName;
        this.unit = unit;
        this.afterInput = afterInput;
        this.meanOfTexts = meanOfTexts;
    }

    /**
     * {@return the perplexity per token of answers by themselves, over all tokens of a corpus}
     *
     * @param model judges the texts
     * @param modelName the model, for the signature
     */
    public static Perplexity of(LogLikelihood model, String modelName) {
        return new Perplexity(
                Require.nonNull(model, "model"), Require.nonBlank(modelName, "modelName"), Unit.TOKEN, false, false);
    }

    /** {@return this metric per {@code unit}} */
    public Perplexity per(Unit unit) {
        return new Perplexity(model, modelName, Require.nonNull(unit, "unit"), afterInput, meanOfTexts);
    }

    /** {@return this metric over answers as they follow what was asked} */
    public Perplexity afterInput() {
        return new Perplexity(model, modelName, unit, true, meanOfTexts);
    }

    /** {@return this metric with the mean of the scores of texts as the score of a corpus} */
    public Perplexity meanOfTexts() {
        return new Perplexity(model, modelName, unit, afterInput, true);
    }

    @Override
    public Signature signature() {
        return Signature.of(unit.label)
                .with("model", modelName.replace(':', '-').replace('|', '-'))
                .with("tok", model.conventions().tokenizer())
                .with("beginning", model.conventions().beginning())
                .with("boundary", model.conventions().boundary())
                .with("context", afterInput ? "input" : "none")
                .with("corpus", meanOfTexts ? "mean-of-texts" : "sums");
    }

    @Override
    public Direction direction() {
        return Direction.LOWER_IS_BETTER;
    }

    @Override
    public boolean isMean() {
        return meanOfTexts;
    }

    @Override
    public double combine(double[] sums) {
        return meanOfTexts ? sums[0] / sums[1] : unit.score(sums[0], sums[1]);
    }

    @Override
    public Score score(Sample sample, CallControl control) {
        String text = sample.output().text();
        if (text.isEmpty()) {
            return Score.unmeasured("the answer is empty");
        }
        Likelihood likelihood;
        try {
            likelihood = afterInput
                    ? model.judge(List.of(new Continuation(sample.item().input(), text)), control)
                            .get(0)
                    : model.judgeWhole(List.of(text), control).get(0);
        } catch (CallCancelledException | RateLimitedException e) {
            throw e;
        } catch (LlmException e) {
            return Score.failed("the model gave no log-probabilities: " + e.getMessage());
        }
        return score(likelihood, text);
    }

    private Score score(Likelihood likelihood, String text) {
        double count = unit.count(likelihood, text);
        if (likelihood.tokens() <= 0 || count <= 0 || Double.isNaN(likelihood.logprob())) {
            return Score.unmeasured("the model judged no token");
        }
        double value = unit.score(likelihood.logprob(), count);
        return meanOfTexts ? Score.of(value) : Score.of(value, new double[] {likelihood.logprob(), count});
    }

    @Override
    public String toString() {
        return signature().toString();
    }

    /** What surprise is counted per. */
    public enum Unit {
        /** Per token of the model. */
        TOKEN("perplexity"),
        /** Per word: a piece between white space. */
        WORD("word-perplexity"),
        /** Per byte of UTF-8. */
        BYTE("byte-perplexity"),
        /** The binary logarithm of {@link #BYTE}: how many bits the model needs for a byte. */
        BITS_PER_BYTE("bits-per-byte");

        private final String label;

        Unit(String label) {
            this.label = label;
        }

        private double count(Likelihood likelihood, String text) {
            return switch (this) {
                case TOKEN -> likelihood.tokens();
                case WORD -> Likelihoods.words(text);
                case BYTE, BITS_PER_BYTE -> text.getBytes(StandardCharsets.UTF_8).length;
            };
        }

        private double score(double logprob, double count) {
            return this == BITS_PER_BYTE
                    ? Likelihoods.bitsPerByte(logprob, count)
                    : Likelihoods.perplexity(logprob, count);
        }
    }
}
