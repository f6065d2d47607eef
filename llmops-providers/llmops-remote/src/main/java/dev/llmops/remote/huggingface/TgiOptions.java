package dev.llmops.remote.huggingface;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.Require;
import dev.llmops.api.model.ProviderOptions;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.RawMembers;

/** Options that only Text Generation Inference has. Immutable. */
public final class TgiOptions implements ProviderOptions {
    private final ObjectNode parameters;
    private final RawMembers members;

    private TgiOptions(Builder builder) {
        this.parameters = builder.parameters.deepCopy();
        this.members = builder.members;
    }

    /** {@return a builder with nothing set} */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String provider() {
        return TgiClient.PROVIDER;
    }

    void write(ObjectNode target) {
        target.setAll(parameters.deepCopy());
        members.write(target);
    }

    /** Shows which options are set by name, not their values. */
    @Override
    public String toString() {
        return "TgiOptions[" + members.names() + "]";
    }

    /** Collects the options. Not safe for concurrent use. */
    public static final class Builder {
        private final ObjectNode parameters = Json.object();
        private RawMembers members = RawMembers.none();

        private Builder() {}

        /** Sets how much tokens are avoided that occurred already; 1 does nothing, more avoids. */
        public Builder repetitionPenalty(double penalty) {
            parameters.put("repetition_penalty", Require.inRange(penalty, 0.01, 100, "penalty"));
            return this;
        }

        /** Sets the share of typical tokens that is considered, in (0, 1). */
        public Builder typicalP(double typicalP) {
            parameters.put("typical_p", Require.inRange(typicalP, 0, 1, "typicalP"));
            return this;
        }

        /** Sets how many tokens of the prompt are read, from its end; the others are dropped. */
        public Builder truncate(int tokens) {
            parameters.put("truncate", Require.inRange(tokens, 1, Integer.MAX_VALUE, "tokens"));
            return this;
        }

        /** Sets how many answers are written, of which the likeliest is given; not in streams. */
        public Builder bestOf(int answers) {
            parameters.put("best_of", Require.inRange(answers, 1, Integer.MAX_VALUE, "answers"));
            return this;
        }

        /** Marks the answer as written by a machine, in its choice of words. */
        public Builder watermark() {
            parameters.put("watermark", true);
            return this;
        }

        /** Lets the answer match a regular expression. */
        public Builder regex(String regex) {
            parameters.putObject("grammar").put("type", "regex").put("value", Require.nonBlank(regex, "regex"));
            return this;
        }

        /** Lets the server tell the tokens of the prompt too, and with them how many there were. */
        public Builder promptDetails() {
            parameters.put("decoder_input_details", true);
            return this;
        }

        /** Sets a parameter by name, for what this library does not know yet; the value is JSON text. */
        public Builder parameter(String name, String json) {
            members = members.with(name, json);
            return this;
        }

        /** {@return the options} */
        public TgiOptions build() {
            return new TgiOptions(this);
        }
    }
}
