package dev.llmops.remote.mistral;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.Require;
import dev.llmops.api.model.ProviderOptions;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.RawMembers;
import org.jspecify.annotations.Nullable;

/**
 * Options that only Mistral has. Immutable.
 *
 * <p>The seed is an option of all models, see {@link dev.llmops.api.model.Sampling}.
 */
public final class MistralOptions implements ProviderOptions {
    private final @Nullable Boolean safePrompt;
    private final boolean reasoningPrompt;
    private final boolean continuing;
    private final String prediction;
    private final RawMembers members;

    private MistralOptions(Builder builder) {
        this.safePrompt = builder.safePrompt;
        this.reasoningPrompt = builder.reasoningPrompt;
        this.continuing = builder.continuing;
        this.prediction = builder.prediction;
        this.members = builder.members;
    }

    /** {@return a builder with nothing set} */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String provider() {
        return MistralClient.PROVIDER;
    }

    void write(ObjectNode body) {
        if (safePrompt != null) {
            body.put("safe_prompt", safePrompt);
        }
        if (reasoningPrompt) {
            body.put("prompt_mode", "reasoning");
        }
        if (!prediction.isEmpty()) {
            body.putObject("prediction").put("type", "content").put("content", prediction);
        }
        JsonNode messages = body.path("messages");
        JsonNode last = messages.path(messages.size() - 1);
        if (continuing
                && last instanceof ObjectNode message
                && Json.text(last, "role").equals("assistant")) {
            message.put("prefix", true);
        }
        members.write(body);
    }

    /** Shows which options are set by name, not their values. */
    @Override
    public String toString() {
        return "MistralOptions[" + members.names() + "]";
    }

    /** Collects the options. Not safe for concurrent use. */
    public static final class Builder {
        private @Nullable Boolean safePrompt;
        private boolean reasoningPrompt;
        private boolean continuing;
        private String prediction = "";
        private RawMembers members = RawMembers.none();

        private Builder() {}

        /** Sets whether Mistral puts its own words about safety before the conversation. */
        public Builder safePrompt(boolean safePrompt) {
            this.safePrompt = safePrompt;
            return this;
        }

        /** Lets Mistral put its own words about reasoning before the conversation. */
        public Builder reasoningPrompt() {
            this.reasoningPrompt = true;
            return this;
        }

        /** Lets the answer begin with the last message, which must be the assistant's. */
        public Builder continuingLastMessage() {
            this.continuing = true;
            return this;
        }

        /** Sets text that the answer will mostly repeat, which makes it faster. */
        public Builder prediction(String prediction) {
            this.prediction = Require.nonBlank(prediction, "prediction");
            return this;
        }

        /** Sets a member of the request by name, for what this library does not know yet; the value is JSON text. */
        public Builder member(String name, String json) {
            members = members.with(name, json);
            return this;
        }

        /** {@return the options} */
        public MistralOptions build() {
            return new MistralOptions(this);
        }
    }
}
