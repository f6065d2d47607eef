package dev.llmops.remote.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.Require;
import dev.llmops.api.model.ProviderOptions;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.RawMembers;

/** Options that only the server of llama.cpp has. Immutable. */
public final class LlamaCppOptions implements ProviderOptions {
    private final ObjectNode settings;
    private final RawMembers members;

    private LlamaCppOptions(Builder builder) {
        this.settings = builder.settings.deepCopy();
        this.members = builder.members;
    }

    /** {@return a builder with nothing set} */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String provider() {
        return CompatibleServer.LLAMA_CPP.name();
    }

    void write(ObjectNode body) {
        body.setAll(settings.deepCopy());
        members.write(body);
    }

    /** Shows which options are set by name, not their values. */
    @Override
    public String toString() {
        return "LlamaCppOptions[" + members.names() + "]";
    }

    /** Collects the options. Not safe for concurrent use. */
    public static final class Builder {
        private final ObjectNode settings = Json.object();
        private RawMembers members = RawMembers.none();

        private Builder() {}

        /** Sets how likely a token must be, as a share of the likeliest one, in [0, 1]. */
        public Builder minP(double minP) {
            settings.put("min_p", Require.inRange(minP, 0, 1, "minP"));
            return this;
        }

        /** Sets how much tokens are avoided that occurred already; 1 does nothing, more avoids. */
        public Builder repeatPenalty(double penalty) {
            settings.put("repeat_penalty", Require.inRange(penalty, 0.01, 100, "penalty"));
            return this;
        }

        /** Lets the answer follow a grammar in GBNF. */
        public Builder grammar(String grammar) {
            settings.put("grammar", Require.nonBlank(grammar, "grammar"));
            return this;
        }

        /** Sets whether what two requests have in common is read once only; the server's default is yes. */
        public Builder cachePrompt(boolean cache) {
            settings.put("cache_prompt", cache);
            return this;
        }

        /** Sets which slot of the server answers, from 0. */
        public Builder slot(int slot) {
            settings.put("id_slot", Require.inRange(slot, 0, Integer.MAX_VALUE, "slot"));
            return this;
        }

        /** Sets a member of the request by name, for what this library does not know yet; the value is JSON text. */
        public Builder member(String name, String json) {
            members = members.with(name, json);
            return this;
        }

        /** {@return the options} */
        public LlamaCppOptions build() {
            return new LlamaCppOptions(this);
        }
    }
}
