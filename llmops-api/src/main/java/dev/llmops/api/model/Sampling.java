package dev.llmops.api.model;

import dev.llmops.api.Require;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How the next token is chosen, and when to stop. Immutable; what is not set is left to the model.
 */
public final class Sampling {
    private static final Sampling DEFAULTS = new Builder().build();

    private final @Nullable Double temperature;
    private final @Nullable Double topP;
    private final @Nullable Integer topK;
    private final @Nullable Integer maxOutputTokens;
    private final @Nullable Long seed;
    private final @Nullable Double frequencyPenalty;
    private final @Nullable Double presencePenalty;
    private final List<String> stop;

    private Sampling(Builder builder) {
        this.temperature = builder.temperature;
        this.topP = builder.topP;
        this.topK = builder.topK;
        this.maxOutputTokens = builder.maxOutputTokens;
        this.seed = builder.seed;
        this.frequencyPenalty = builder.frequencyPenalty;
        this.presencePenalty = builder.presencePenalty;
        this.stop = builder.stop;
    }

    /** {@return the model's own defaults} */
    public static Sampling defaults() {
        return DEFAULTS;
    }

    /** {@return a builder with nothing set} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return how adventurous the choice is, in [0, 2]; 0 takes the likeliest token} */
    public OptionalDouble temperature() {
        return of(temperature);
    }

    /** {@return the share of probability that is considered, in [0, 1]; 0 leaves the likeliest token} */
    public OptionalDouble topP() {
        return of(topP);
    }

    /** {@return how many tokens are considered} */
    public OptionalInt topK() {
        return topK == null ? OptionalInt.empty() : OptionalInt.of(topK);
    }

    /** {@return how many tokens the answer may have, reasoning included} */
    public OptionalInt maxOutputTokens() {
        return maxOutputTokens == null ? OptionalInt.empty() : OptionalInt.of(maxOutputTokens);
    }

    /** {@return the seed of the random choice, for providers that have one} */
    public OptionalLong seed() {
        return seed == null ? OptionalLong.empty() : OptionalLong.of(seed);
    }

    /** {@return how much a token that was used often is avoided, in [-2, 2]} */
    public OptionalDouble frequencyPenalty() {
        return of(frequencyPenalty);
    }

    /** {@return how much a token that was used at all is avoided, in [-2, 2]} */
    public OptionalDouble presencePenalty() {
        return of(presencePenalty);
    }

    /** {@return texts at which the answer ends; they are not part of it} */
    public List<String> stop() {
        return stop;
    }

    /** {@return a builder with everything set here} */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.temperature = temperature;
        builder.topP = topP;
        builder.topK = topK;
        builder.maxOutputTokens = maxOutputTokens;
        builder.seed = seed;
        builder.frequencyPenalty = frequencyPenalty;
        builder.presencePenalty = presencePenalty;
        builder.stop = stop;
        return builder;
    }

    private static OptionalDouble of(@Nullable Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** Collects the settings. Not safe for concurrent use. */
    public static final class Builder {
        private @Nullable Double temperature;
        private @Nullable Double topP;
        private @Nullable Integer topK;
        private @Nullable Integer maxOutputTokens;
        private @Nullable Long seed;
        private @Nullable Double frequencyPenalty;
        private @Nullable Double presencePenalty;
        private List<String> stop = List.of();

        private Builder() {}

        /** Sets how adventurous the choice is, in [0, 2]. */
        public Builder temperature(double temperature) {
            this.temperature = Require.inRange(temperature, 0, 2, "temperature");
            return this;
        }

        /** Sets the share of probability that is considered, in [0, 1]. */
        public Builder topP(double topP) {
            this.topP = Require.inRange(topP, 0, 1, "topP");
            return this;
        }

        /** Sets how many tokens are considered, at least 1. */
        public Builder topK(int topK) {
            this.topK = Require.inRange(topK, 1, Integer.MAX_VALUE, "topK");
            return this;
        }

        /** Sets how many tokens the answer may have, at least 1. */
        public Builder maxOutputTokens(int maxOutputTokens) {
            this.maxOutputTokens = Require.inRange(maxOutputTokens, 1, Integer.MAX_VALUE, "maxOutputTokens");
            return this;
        }

        /** Sets the seed of the random choice. */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /** Sets how much a token that was used often is avoided, in [-2, 2]. */
        public Builder frequencyPenalty(double frequencyPenalty) {
            this.frequencyPenalty = Require.inRange(frequencyPenalty, -2, 2, "frequencyPenalty");
            return this;
        }

        /** Sets how much a token that was used at all is avoided, in [-2, 2]. */
        public Builder presencePenalty(double presencePenalty) {
            this.presencePenalty = Require.inRange(presencePenalty, -2, 2, "presencePenalty");
            return this;
        }

        /** Sets the texts at which the answer ends. */
        public Builder stop(String... stop) {
            this.stop = List.of(stop);
            return this;
        }

        /** {@return the settings} */
        public Sampling build() {
            return new Sampling(this);
        }
    }
}
