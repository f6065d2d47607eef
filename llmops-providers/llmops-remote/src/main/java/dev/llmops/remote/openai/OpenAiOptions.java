package dev.llmops.remote.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.Require;
import dev.llmops.api.model.ProviderOptions;
import dev.llmops.remote.wire.Encoding;
import dev.llmops.remote.wire.Json;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Options that only OpenAI has, in both of its APIs. Immutable.
 *
 * <p>{@link Builder#member} takes what is newer than this library. What only the Responses API has is in
 * {@link OpenAiResponsesOptions}; {@code logitBias}, {@code audio} and {@code prediction} are for chat
 * completions only.
 */
public final class OpenAiOptions implements ProviderOptions {
    private static final String CHAT_INSTEAD = "Leave it out, or build the client with api(Api.CHAT).";

    private final @Nullable ServiceTier serviceTier;
    private final @Nullable Boolean store;
    private final @Nullable Verbosity verbosity;
    private final String safetyIdentifier;
    private final Map<Integer, Integer> logitBias;
    private final String voice;
    private final String audioFormat;
    private final String prediction;
    private final Map<String, String> members;

    private OpenAiOptions(Builder builder) {
        this.serviceTier = builder.serviceTier;
        this.store = builder.store;
        this.verbosity = builder.verbosity;
        this.safetyIdentifier = builder.safetyIdentifier;
        this.logitBias = Map.copyOf(builder.logitBias);
        this.voice = builder.voice;
        this.audioFormat = builder.audioFormat;
        this.prediction = builder.prediction;
        this.members = Map.copyOf(builder.members);
    }

    /** {@return a builder with nothing set} */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String provider() {
        return OpenAiClient.PROVIDER;
    }

    /** Adds the options to the body of a chat completion. */
    void write(ObjectNode body, Encoding encoding) {
        if (serviceTier != null) {
            body.put("service_tier", word(serviceTier));
        }
        if (store != null) {
            body.put("store", store);
        }
        if (verbosity != null) {
            body.put("verbosity", word(verbosity));
        }
        if (!safetyIdentifier.isEmpty()) {
            body.put("safety_identifier", safetyIdentifier);
        }
        if (!logitBias.isEmpty()) {
            ObjectNode bias = body.putObject("logit_bias");
            logitBias.forEach((token, value) -> bias.put(String.valueOf(token), value));
        }
        if (!voice.isEmpty()) {
            body.putObject("audio").put("voice", voice).put("format", audioFormat);
        }
        if (!prediction.isEmpty()) {
            body.putObject("prediction").put("type", "content").put("content", prediction);
        }
        members.forEach((name, json) -> body.set(name, Json.read(json)));
    }

    /** Adds the options to the body of a call of the Responses API. */
    void writeResponses(ObjectNode body, Encoding encoding) {
        if (serviceTier != null) {
            body.put("service_tier", word(serviceTier));
        }
        if (store != null) {
            body.put("store", store);
        }
        if (verbosity != null) {
            body.withObject("/text").put("verbosity", word(verbosity));
        }
        if (!safetyIdentifier.isEmpty()) {
            body.put("safety_identifier", safetyIdentifier);
        }
        if (!logitBias.isEmpty()) {
            encoding.unsupported("logitBias", CHAT_INSTEAD);
        }
        if (!voice.isEmpty()) {
            encoding.unsupported("audio", CHAT_INSTEAD);
        }
        if (!prediction.isEmpty()) {
            encoding.unsupported("prediction", CHAT_INSTEAD);
        }
        members.forEach((name, json) -> body.set(name, Json.read(json)));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Shows which options are set, not their values. */
    @Override
    public String toString() {
        return "OpenAiOptions[" + members.keySet() + "]";
    }

    /** How fast and how dear a request is served. */
    public enum ServiceTier {
        /** As the project is set up. */
        AUTO,
        /** Usual price and speed. */
        DEFAULT,
        /** Cheaper and slower. */
        FLEX,
        /** Dearer and faster. */
        PRIORITY
    }

    /** How long-winded an answer is. */
    public enum Verbosity {
        /** Short. */
        LOW,
        /** Middling. */
        MEDIUM,
        /** Detailed. */
        HIGH
    }

    /** Collects the options. Not safe for concurrent use. */
    public static final class Builder {
        private @Nullable ServiceTier serviceTier;
        private @Nullable Boolean store;
        private @Nullable Verbosity verbosity;
        private String safetyIdentifier = "";
        private final Map<Integer, Integer> logitBias = new LinkedHashMap<>();
        private String voice = "";
        private String audioFormat = "";
        private String prediction = "";
        private final Map<String, String> members = new LinkedHashMap<>();

        private Builder() {}

        /** Sets how fast and how dear the request is served. */
        public Builder serviceTier(ServiceTier serviceTier) {
            this.serviceTier = Require.nonNull(serviceTier, "serviceTier");
            return this;
        }

        /**
         * Sets whether OpenAI keeps the answer. By default it keeps those of the Responses API, for 30 days, and not
         * those of chat completions.
         */
        public Builder store(boolean store) {
            this.store = store;
            return this;
        }

        /** Sets how long-winded the answer is. */
        public Builder verbosity(Verbosity verbosity) {
            this.verbosity = Require.nonNull(verbosity, "verbosity");
            return this;
        }

        /** Sets an opaque id of the user, by which OpenAI tells who breaks its rules. */
        public Builder safetyIdentifier(String safetyIdentifier) {
            this.safetyIdentifier = Require.nonBlank(safetyIdentifier, "safetyIdentifier");
            return this;
        }

        /** Makes a token likelier or less likely. */
        public Builder logitBias(int token, int bias) {
            logitBias.put(token, Require.inRange(bias, -100, 100, "bias"));
            return this;
        }

        /** Sets voice and format of a spoken answer, such as {@code "alloy"} and {@code "wav"}. */
        public Builder audio(String voice, String format) {
            this.voice = Require.nonBlank(voice, "voice");
            this.audioFormat = Require.nonBlank(format, "format");
            return this;
        }

        /** Sets text that the answer will mostly repeat, which makes it faster. */
        public Builder prediction(String prediction) {
            this.prediction = Require.nonBlank(prediction, "prediction");
            return this;
        }

        /** Sets a member of the request by name, for what this library does not know yet; the value is JSON text. */
        public Builder member(String name, String json) {
            members.put(Require.nonBlank(name, "name"), Json.checked(json, "json"));
            return this;
        }

        /** {@return the options} */
        public OpenAiOptions build() {
            return new OpenAiOptions(this);
        }
    }
}
