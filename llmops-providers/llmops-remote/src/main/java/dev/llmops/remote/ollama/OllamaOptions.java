package dev.llmops.remote.ollama;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.Require;
import dev.llmops.api.model.ProviderOptions;
import dev.llmops.remote.wire.Json;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Options that only Ollama has. Immutable.
 *
 * <p>{@link Builder#setting} and {@link Builder#member} take what is newer than this library.
 */
public final class OllamaOptions implements ProviderOptions {
    private static final String FOREVER = "-1s";

    private final int contextLength;
    private final @Nullable Double minP;
    private final @Nullable Double repeatPenalty;
    private final String keepAlive;
    private final Map<String, String> settings;
    private final Map<String, String> members;

    private OllamaOptions(Builder builder) {
        this.contextLength = builder.contextLength;
        this.minP = builder.minP;
        this.repeatPenalty = builder.repeatPenalty;
        this.keepAlive = builder.keepAlive;
        this.settings = new LinkedHashMap<>(builder.settings);
        this.members = new LinkedHashMap<>(builder.members);
    }

    /** {@return a builder with nothing set} */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String provider() {
        return OllamaClient.PROVIDER;
    }

    /** Adds the options to the body of a chat, and to the settings of the model in it. */
    void write(ObjectNode body, ObjectNode target) {
        if (contextLength > 0) {
            target.put("num_ctx", contextLength);
        }
        if (minP != null) {
            target.put("min_p", minP);
        }
        if (repeatPenalty != null) {
            target.put("repeat_penalty", repeatPenalty);
        }
        if (!keepAlive.isEmpty()) {
            body.put("keep_alive", keepAlive);
        }
        settings.forEach((name, json) -> target.set(name, Json.read(json)));
        members.forEach((name, json) -> body.set(name, Json.read(json)));
    }

    /** Shows which options are set, not their values. */
    @Override
    public String toString() {
        return "OllamaOptions[" + settings.keySet() + " " + members.keySet() + "]";
    }

    /** Collects the options. Not safe for concurrent use. */
    public static final class Builder {
        private int contextLength;
        private @Nullable Double minP;
        private @Nullable Double repeatPenalty;
        private String keepAlive = "";
        private final Map<String, String> settings = new LinkedHashMap<>();
        private final Map<String, String> members = new LinkedHashMap<>();

        private Builder() {}

        /**
         * Sets how many tokens prompt and answer may have together, at least 1.
         *
         * <p>The server's default is small, and a longer prompt is cut without a word.
         */
        public Builder contextLength(int tokens) {
            this.contextLength = Require.inRange(tokens, 1, Integer.MAX_VALUE, "tokens");
            return this;
        }

        /** Sets how likely a token must be at least, as a share of the likeliest one, in [0, 1]. */
        public Builder minP(double minP) {
            this.minP = Require.inRange(minP, 0, 1, "minP");
            return this;
        }

        /** Sets how much repetition is avoided; 1 is not at all. */
        public Builder repeatPenalty(double repeatPenalty) {
            this.repeatPenalty = Require.inRange(repeatPenalty, 0, 10, "repeatPenalty");
            return this;
        }

        /** Sets how long the model stays in memory after the call; zero unloads it at once. */
        public Builder keepAlive(Duration duration) {
            long millis = Require.nonNull(duration, "duration").toMillis();
            Require.that(millis >= 0, "duration", "duration must not be negative, was " + duration);
            this.keepAlive = millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
            return this;
        }

        /** Keeps the model in memory until the server ends. */
        public Builder keptForever() {
            this.keepAlive = FOREVER;
            return this;
        }

        /** Sets a member of {@code options} by name, such as {@code "num_gpu"}; the value is JSON text. */
        public Builder setting(String name, String json) {
            settings.put(Require.nonBlank(name, "name"), Json.checked(json, "json"));
            return this;
        }

        /** Sets a member of the request by name, for what this library does not know yet; the value is JSON text. */
        public Builder member(String name, String json) {
            members.put(Require.nonBlank(name, "name"), Json.checked(json, "json"));
            return this;
        }

        /** {@return the options} */
        public OllamaOptions build() {
            return new OllamaOptions(this);
        }
    }
}
