package dev.llmops.onnx.decoding;

import dev.llmops.api.Require;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How the next token is chosen from the logits of a model.
 *
 * <p>Names, meanings and order are those of the logits processors and warpers of Hugging Face transformers
 * ({@code GenerationMixin._get_logits_processor}); presence and frequency penalty and the logit bias are OpenAI's.
 * The steps, in order:
 *
 * <ol>
 *   <li>{@link #logitBias}, added (the place of {@code sequence_bias});
 *   <li>{@link #repetitionPenalty} over prompt and answer (CTRL, Keskar et al. 2019, section 4.1);
 *   <li>{@link #presencePenalty} and {@link #frequencyPenalty} over the answer;
 *   <li>{@link #noRepeatNgram} over prompt and answer;
 *   <li>{@link #minNewTokens}: end tokens are out of the question until then;
 *   <li>the constraint of the call, if it has one;
 *   <li>the likeliest token if {@link #temperature} is 0; else temperature, {@link #topK}, {@link #topP},
 *       {@link #minP} (Nguyen et al. 2024), {@link #typicalP} (Meister et al. 2022), each over what the one before
 *       has left, and a draw.
 * </ol>
 *
 * <p>Immutable. The default is greedy, with nothing else set.
 */
public final class SamplingSettings {
    /** How many alternatives may be asked for at each place. */
    public static final int MOST_ALTERNATIVES = 20;

    /** The highest temperature. */
    public static final double MOST_TEMPERATURE = 2;

    /** The lowest repetition penalty, which asks for repetition. */
    public static final double LEAST_REPETITION_PENALTY = 0.01;

    /** The highest repetition penalty. */
    public static final double MOST_REPETITION_PENALTY = 100;

    private static final SamplingSettings GREEDY = builder().build();

    private final Builder values;

    private SamplingSettings(Builder values) {
        this.values = values;
    }

    /** {@return the likeliest token each time, and nothing else} */
    public static SamplingSettings greedy() {
        return GREEDY;
    }

    /** {@return a builder with the defaults} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return how adventurous the choice is, in [0, 2]; 0 takes the likeliest token} */
    public double temperature() {
        return values.temperature;
    }

    /** {@return how many of the likeliest tokens are left, ties kept; 0 for all} */
    public int topK() {
        return values.topK;
    }

    /** {@return the share of probability that the likeliest tokens left make up, in [0, 1]; 1 for all} */
    public double topP() {
        return values.topP;
    }

    /** {@return the least probability of a token, as a share of the likeliest one's, in [0, 1]; 0 for all} */
    public double minP() {
        return values.minP;
    }

    /** {@return the share of probability that the most typical tokens left make up, in (0, 1]; 1 for all} */
    public double typicalP() {
        return values.typicalP;
    }

    /** {@return what logits of tokens seen before are divided by, or multiplied with if negative; 1 for nothing} */
    public double repetitionPenalty() {
        return values.repetitionPenalty;
    }

    /** {@return what is taken off the logits of tokens that the answer has, in [-2, 2]} */
    public double presencePenalty() {
        return values.presencePenalty;
    }

    /** {@return what is taken off the logits of tokens for each time that the answer has them, in [-2, 2]} */
    public double frequencyPenalty() {
        return values.frequencyPenalty;
    }

    /** {@return the length of the token sequences that must not come twice; 0 for none} */
    public int noRepeatNgram() {
        return values.noRepeatNgram;
    }

    /** {@return what is added to the logits of tokens} */
    public Map<Integer, Double> logitBias() {
        return values.logitBias;
    }

    /** {@return the seed of the draws; empty for a new one each time} */
    public OptionalLong seed() {
        Long seed = values.seed;
        return seed == null ? OptionalLong.empty() : OptionalLong.of(seed);
    }

    /** {@return how many tokens an answer has at least, end token not counted} */
    public int minNewTokens() {
        return values.minNewTokens;
    }

    /** {@return whether the log-probability of each token is wanted} */
    public boolean logprobs() {
        return values.alternatives >= 0;
    }

    /** {@return how many of the likeliest tokens are told at each place, in [0, 20]} */
    public int alternatives() {
        return Math.max(0, values.alternatives);
    }

    /** {@return a builder with everything set here} */
    public Builder toBuilder() {
        return new Builder(values);
    }

    /** Collects the settings. Not safe for concurrent use. */
    public static final class Builder {
        private double temperature;
        private int topK;
        private double topP = 1;
        private double minP;
        private double typicalP = 1;
        private double repetitionPenalty = 1;
        private double presencePenalty;
        private double frequencyPenalty;
        private int noRepeatNgram;
        private Map<Integer, Double> logitBias = Map.of();
        private @Nullable Long seed;
        private int minNewTokens;
        private int alternatives = -1;

        private Builder() {}

        private Builder(Builder other) {
            temperature = other.temperature;
            topK = other.topK;
            topP = other.topP;
            minP = other.minP;
            typicalP = other.typicalP;
            repetitionPenalty = other.repetitionPenalty;
            presencePenalty = other.presencePenalty;
            frequencyPenalty = other.frequencyPenalty;
            noRepeatNgram = other.noRepeatNgram;
            logitBias = other.logitBias;
            seed = other.seed;
            minNewTokens = other.minNewTokens;
            alternatives = other.alternatives;
        }

        /** Sets how adventurous the choice is, in [0, 2]; 0 takes the likeliest token. */
        public Builder temperature(double temperature) {
            this.temperature = Require.inRange(temperature, 0, MOST_TEMPERATURE, "temperature");
            return this;
        }

        /** Sets how many of the likeliest tokens are left; 0 for all. */
        public Builder topK(int topK) {
            this.topK = Require.inRange(topK, 0, Integer.MAX_VALUE, "topK");
            return this;
        }

        /** Sets the share of probability that the likeliest tokens make up, in [0, 1]; 0 leaves one token. */
        public Builder topP(double topP) {
            this.topP = Require.inRange(topP, 0, 1, "topP");
            return this;
        }

        /** Sets the least probability, as a share of the likeliest token's, in [0, 1]. */
        public Builder minP(double minP) {
            this.minP = Require.inRange(minP, 0, 1, "minP");
            return this;
        }

        /** Sets the share of probability that the most typical tokens make up, above 0 and at most 1. */
        public Builder typicalP(double typicalP) {
            this.typicalP = Require.inRange(typicalP, Double.MIN_VALUE, 1, "typicalP");
            return this;
        }

        /** Sets what logits of tokens seen before are divided by, in [0.01, 100]; above 1 avoids repetition. */
        public Builder repetitionPenalty(double repetitionPenalty) {
            this.repetitionPenalty = Require.inRange(
                    repetitionPenalty, LEAST_REPETITION_PENALTY, MOST_REPETITION_PENALTY, "repetitionPenalty");
            return this;
        }

        /** Sets what is taken off the logits of tokens that the answer has, in [-2, 2]. */
        public Builder presencePenalty(double presencePenalty) {
            this.presencePenalty = Require.inRange(presencePenalty, -2, 2, "presencePenalty");
            return this;
        }

        /** Sets what is taken off for each time that the answer has a token, in [-2, 2]. */
        public Builder frequencyPenalty(double frequencyPenalty) {
            this.frequencyPenalty = Require.inRange(frequencyPenalty, -2, 2, "frequencyPenalty");
            return this;
        }

        /** Sets the length of the token sequences that must not come twice; 0 for none. */
        public Builder noRepeatNgram(int noRepeatNgram) {
            this.noRepeatNgram = Require.inRange(noRepeatNgram, 0, Integer.MAX_VALUE, "noRepeatNgram");
            return this;
        }

        /** Sets what is added to the logits of tokens, each in [-100, 100]; ids outside the vocabulary do nothing. */
        public Builder logitBias(Map<Integer, Double> logitBias) {
            Map<Integer, Double> copy = new TreeMap<>(Require.nonNull(logitBias, "logitBias"));
            copy.forEach((token, bias) -> {
                Require.inRange(token, 0, Integer.MAX_VALUE, "token of logitBias");
                Require.inRange(bias, -100, 100, "logitBias");
            });
            this.logitBias = Map.copyOf(copy);
            return this;
        }

        /** Sets the seed of the draws. */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /** Sets how many tokens an answer has at least. */
        public Builder minNewTokens(int minNewTokens) {
            this.minNewTokens = Require.inRange(minNewTokens, 0, Integer.MAX_VALUE, "minNewTokens");
            return this;
        }

        /** Asks for log-probabilities, and for the {@code alternatives} likeliest tokens beside, in [0, 20]. */
        public Builder logprobs(int alternatives) {
            this.alternatives = Require.inRange(alternatives, 0, MOST_ALTERNATIVES, "alternatives");
            return this;
        }

        /** {@return the settings} */
        public SamplingSettings build() {
            return new SamplingSettings(new Builder(this));
        }
    }
}
