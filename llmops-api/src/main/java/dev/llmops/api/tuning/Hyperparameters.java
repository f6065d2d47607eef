package dev.llmops.api.tuning;

import dev.llmops.api.Require;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** How a model learns; what is not set is the provider's choice. Immutable. */
public final class Hyperparameters {
    private static final Hyperparameters AUTOMATIC = builder().build();

    private final @Nullable Integer epochs;
    private final @Nullable Integer batchSize;
    private final @Nullable Double learningRateMultiplier;
    private final @Nullable Double beta;

    private Hyperparameters(Builder builder) {
        this.epochs = builder.epochs;
        this.batchSize = builder.batchSize;
        this.learningRateMultiplier = builder.learningRateMultiplier;
        this.beta = builder.beta;
    }

    /** {@return the provider's choice in everything} */
    public static Hyperparameters automatic() {
        return AUTOMATIC;
    }

    /** {@return a builder with nothing set} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return how often all examples are gone through, if set} */
    public OptionalInt epochs() {
        return epochs == null ? OptionalInt.empty() : OptionalInt.of(epochs);
    }

    /** {@return how many examples are taken in one step, if set} */
    public OptionalInt batchSize() {
        return batchSize == null ? OptionalInt.empty() : OptionalInt.of(batchSize);
    }

    /** {@return by how much the usual rate of learning is multiplied, if set} */
    public OptionalDouble learningRateMultiplier() {
        return learningRateMultiplier == null ? OptionalDouble.empty() : OptionalDouble.of(learningRateMultiplier);
    }

    /** {@return how close to the base model preferences keep the new one, if set; more is closer} */
    public OptionalDouble beta() {
        return beta == null ? OptionalDouble.empty() : OptionalDouble.of(beta);
    }

    @Override
    public String toString() {
        return "Hyperparameters[epochs=" + epochs + ", batchSize=" + batchSize + ", learningRateMultiplier="
                + learningRateMultiplier + ", beta=" + beta + "]";
    }

    /** Collects the values. Not safe for concurrent use. */
    public static final class Builder {
        private @Nullable Integer epochs;
        private @Nullable Integer batchSize;
        private @Nullable Double learningRateMultiplier;
        private @Nullable Double beta;

        private Builder() {}

        /** Sets how often all examples are gone through, in [1, 50]. */
        public Builder epochs(int epochs) {
            this.epochs = Require.inRange(epochs, 1, 50, "epochs");
            return this;
        }

        /** Sets how many examples are taken in one step, in [1, 256]. */
        public Builder batchSize(int batchSize) {
            this.batchSize = Require.inRange(batchSize, 1, 256, "batchSize");
            return this;
        }

        /** Sets by how much the usual rate of learning is multiplied; greater than 0. */
        public Builder learningRateMultiplier(double multiplier) {
            Require.that(
                    multiplier > 0 && Double.isFinite(multiplier),
                    "multiplier",
                    "multiplier must be greater than 0, was " + multiplier);
            this.learningRateMultiplier = multiplier;
            return this;
        }

        /** Sets how close to the base model preferences keep the new one, greater than 0 and at most 2. */
        public Builder beta(double beta) {
            Require.that(beta > 0 && beta <= 2, "beta", "beta must be greater than 0 and at most 2, was " + beta);
            this.beta = beta;
            return this;
        }

        /** {@return the values} */
        public Hyperparameters build() {
            return new Hyperparameters(this);
        }
    }
}
