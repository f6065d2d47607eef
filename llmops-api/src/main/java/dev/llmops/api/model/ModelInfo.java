package dev.llmops.api.model;

import dev.llmops.api.Locality;
import dev.llmops.api.Require;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;

/** What is known about a model before it is asked. Immutable. */
public final class ModelInfo {
    private static final ModelInfo UNKNOWN = builder("unknown", "unknown").build();

    private final String provider;
    private final String model;
    private final Locality locality;
    private final int contextWindow;
    private final int maxOutputTokens;
    private final Set<Modality> inputs;
    private final Set<Modality> outputs;
    private final Set<Capability> capabilities;
    private final PriceClass priceClass;

    private ModelInfo(Builder builder) {
        this.provider = builder.provider;
        this.model = builder.model;
        this.locality = builder.locality;
        this.contextWindow = builder.contextWindow;
        this.maxOutputTokens = builder.maxOutputTokens;
        this.inputs = builder.inputs;
        this.outputs = builder.outputs;
        this.capabilities = builder.capabilities;
        this.priceClass = builder.priceClass;
    }

    /** {@return what is known when nothing is: a remote model of text, with every capability possible} */
    public static ModelInfo unknown() {
        return UNKNOWN;
    }

    /** {@return a builder of what is known about a model} */
    public static Builder builder(String provider, String model) {
        return new Builder(provider, model);
    }

    /** {@return who runs the model, such as {@code "openai"}} */
    public String provider() {
        return provider;
    }

    /** {@return the model, as the provider names it} */
    public String model() {
        return model;
    }

    /** {@return whether text stays on this machine} */
    public Locality locality() {
        return locality;
    }

    /** {@return how many tokens request and answer may have together, if known} */
    public OptionalInt contextWindow() {
        return contextWindow == 0 ? OptionalInt.empty() : OptionalInt.of(contextWindow);
    }

    /** {@return how many tokens an answer may have, if known} */
    public OptionalInt maxOutputTokens() {
        return maxOutputTokens == 0 ? OptionalInt.empty() : OptionalInt.of(maxOutputTokens);
    }

    /** {@return the forms the model takes} */
    public Set<Modality> inputs() {
        return inputs;
    }

    /** {@return the forms the model gives} */
    public Set<Modality> outputs() {
        return outputs;
    }

    /** {@return what the model can do} */
    public Set<Capability> capabilities() {
        return capabilities;
    }

    /** {@return whether the model can do {@code capability}} */
    public boolean can(Capability capability) {
        return capabilities.contains(capability);
    }

    /** {@return roughly what the model costs} */
    public PriceClass priceClass() {
        return priceClass;
    }

    /** {@return a builder with everything known here} */
    public Builder toBuilder() {
        Builder builder = new Builder(provider, model);
        builder.locality = locality;
        builder.contextWindow = contextWindow;
        builder.maxOutputTokens = maxOutputTokens;
        builder.inputs = inputs;
        builder.outputs = outputs;
        builder.capabilities = capabilities;
        builder.priceClass = priceClass;
        return builder;
    }

    @Override
    public String toString() {
        return "ModelInfo[" + provider + "/" + model + ", " + locality + "]";
    }

    /** Roughly what a model costs. */
    public enum PriceClass {
        /** Nothing per call. */
        FREE,
        /** Little. */
        LOW,
        /** Middling. */
        MEDIUM,
        /** Much. */
        HIGH,
        /** Not known. */
        UNKNOWN
    }

    /** Collects what is known. Not safe for concurrent use. */
    public static final class Builder {
        private final String provider;
        private final String model;
        private Locality locality = Locality.REMOTE;
        private int contextWindow;
        private int maxOutputTokens;
        private Set<Modality> inputs = Set.of(Modality.TEXT);
        private Set<Modality> outputs = Set.of(Modality.TEXT);
        private Set<Capability> capabilities = Set.copyOf(EnumSet.allOf(Capability.class));
        private PriceClass priceClass = PriceClass.UNKNOWN;

        private Builder(String provider, String model) {
            this.provider = Require.nonBlank(provider, "provider");
            this.model = Require.nonBlank(model, "model");
        }

        /** Sets whether text stays on this machine; the default is that it does not. */
        public Builder locality(Locality locality) {
            this.locality = Require.nonNull(locality, "locality");
            return this;
        }

        /** Sets how many tokens request and answer may have together. */
        public Builder contextWindow(int tokens) {
            this.contextWindow = Require.inRange(tokens, 1, Integer.MAX_VALUE, "tokens");
            return this;
        }

        /** Sets how many tokens an answer may have. */
        public Builder maxOutputTokens(int tokens) {
            this.maxOutputTokens = Require.inRange(tokens, 1, Integer.MAX_VALUE, "tokens");
            return this;
        }

        /** Sets the forms the model takes. */
        public Builder inputs(Modality first, Modality... more) {
            this.inputs = Set.copyOf(EnumSet.of(first, more));
            return this;
        }

        /** Sets the forms the model gives. */
        public Builder outputs(Modality first, Modality... more) {
            this.outputs = Set.copyOf(EnumSet.of(first, more));
            return this;
        }

        /** Sets what the model can do; the default is everything. */
        public Builder capabilities(Set<Capability> capabilities) {
            this.capabilities = Set.copyOf(Require.nonNull(capabilities, "capabilities"));
            return this;
        }

        /** Sets roughly what the model costs. */
        public Builder priceClass(PriceClass priceClass) {
            this.priceClass = Require.nonNull(priceClass, "priceClass");
            return this;
        }

        /** {@return what is known} */
        public ModelInfo build() {
            return new ModelInfo(this);
        }
    }
}
