package dev.llmops.remote.mistral;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.Require;
import dev.llmops.api.model.ProviderOptions;
import dev.llmops.remote.wire.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Options of a fine-tuning job that only Mistral has. Immutable.
 *
 * <p>{@link Builder#member} takes what is newer than this library.
 */
public final class MistralTuningOptions implements ProviderOptions {
    private final @Nullable Integer trainingSteps;
    private final @Nullable Double learningRate;
    private final @Nullable Double weightDecay;
    private final @Nullable Double warmupFraction;
    private final boolean autoStart;
    private final Map<String, String> members;

    private MistralTuningOptions(Builder builder) {
        this.trainingSteps = builder.trainingSteps;
        this.learningRate = builder.learningRate;
        this.weightDecay = builder.weightDecay;
        this.warmupFraction = builder.warmupFraction;
        this.autoStart = builder.autoStart;
        this.members = Map.copyOf(builder.members);
    }

    /** {@return a builder with nothing set} */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String provider() {
        return MistralClient.PROVIDER;
    }

    /** Adds the options to the body that creates a job. */
    void write(ObjectNode body, ObjectNode parameters) {
        if (trainingSteps != null) {
            parameters.put("training_steps", trainingSteps);
        }
        if (learningRate != null) {
            parameters.put("learning_rate", learningRate);
        }
        if (weightDecay != null) {
            parameters.put("weight_decay", weightDecay);
        }
        if (warmupFraction != null) {
            parameters.put("warmup_fraction", warmupFraction);
        }
        body.put("auto_start", autoStart);
        members.forEach((name, json) -> body.set(name, Json.read(json)));
    }

    /** Shows the options but further members, of which it shows the names. */
    @Override
    public String toString() {
        return "MistralTuningOptions[trainingSteps=" + trainingSteps + ", learningRate=" + learningRate
                + ", weightDecay=" + weightDecay + ", warmupFraction=" + warmupFraction + ", autoStart=" + autoStart
                + ", " + members.keySet() + "]";
    }

    /** Collects the options. Not safe for concurrent use. */
    public static final class Builder {
        private @Nullable Integer trainingSteps;
        private @Nullable Double learningRate;
        private @Nullable Double weightDecay;
        private @Nullable Double warmupFraction;
        private boolean autoStart = true;
        private final Map<String, String> members = new LinkedHashMap<>();

        private Builder() {}

        /** Sets how many steps are made, each from some examples; at least 1. */
        public Builder trainingSteps(int steps) {
            this.trainingSteps = Require.inRange(steps, 1, Integer.MAX_VALUE, "steps");
            return this;
        }

        /** Sets how much is learned in a step, in (0, 1]. */
        public Builder learningRate(double rate) {
            Require.that(rate > 0 && rate <= 1, "rate", "rate must be greater than 0 and at most 1, was " + rate);
            this.learningRate = rate;
            return this;
        }

        /** Sets how much large weights are held back, in [0, 1]. */
        public Builder weightDecay(double decay) {
            this.weightDecay = Require.inRange(decay, 0.0, 1.0, "decay");
            return this;
        }

        /** Sets in which part of the steps the rate of learning rises to its full value, in [0, 1]. */
        public Builder warmupFraction(double fraction) {
            this.warmupFraction = Require.inRange(fraction, 0.0, 1.0, "fraction");
            return this;
        }

        /** Makes the job wait, when its files are checked, until it is resumed. */
        public Builder startingLater() {
            this.autoStart = false;
            return this;
        }

        /** Sets a member of the request by name, for what this library does not know yet; the value is JSON text. */
        public Builder member(String name, String json) {
            members.put(Require.nonBlank(name, "name"), Json.checked(json, "json"));
            return this;
        }

        /** {@return the options} */
        public MistralTuningOptions build() {
            return new MistralTuningOptions(this);
        }
    }
}
