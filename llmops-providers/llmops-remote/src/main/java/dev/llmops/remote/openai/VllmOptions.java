package dev.llmops.remote.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.Require;
import dev.llmops.api.model.ProviderOptions;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.RawMembers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Options that only vLLM has: further sampling, and answers of a given form. Immutable.
 *
 * <p>{@code topK} is an option of all models, see {@link dev.llmops.api.model.Sampling}.
 */
public final class VllmOptions implements ProviderOptions {
    private final ObjectNode sampling;
    private final ObjectNode form;
    private final boolean newerForm;
    private final RawMembers members;

    private VllmOptions(Builder builder) {
        this.sampling = builder.sampling.deepCopy();
        this.form = builder.form.deepCopy();
        this.newerForm = builder.newerForm;
        this.members = builder.members;
    }

    /** {@return a builder with nothing set} */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String provider() {
        return CompatibleServer.VLLM.name();
    }

    void write(ObjectNode body) {
        body.setAll(sampling.deepCopy());
        if (newerForm && !form.isEmpty()) {
            body.set("structured_outputs", form.deepCopy());
        } else {
            form.properties().forEach(member -> body.set("guided_" + member.getKey(), member.getValue()));
        }
        members.write(body);
    }

    /** Shows which options are set by name, not their values. */
    @Override
    public String toString() {
        return "VllmOptions[" + members.names() + "]";
    }

    /** Collects the options. Not safe for concurrent use. */
    public static final class Builder {
        private final ObjectNode sampling = Json.object();
        private final ObjectNode form = Json.object();
        private boolean newerForm;
        private RawMembers members = RawMembers.none();
        private @Nullable String ofForm;

        private Builder() {}

        /** Sets how likely a token must be, as a share of the likeliest one, in [0, 1]. */
        public Builder minP(double minP) {
            sampling.put("min_p", Require.inRange(minP, 0, 1, "minP"));
            return this;
        }

        /** Sets how much tokens are avoided that occurred already; 1 does nothing, more avoids. */
        public Builder repetitionPenalty(double penalty) {
            sampling.put("repetition_penalty", Require.inRange(penalty, 0.01, 100, "penalty"));
            return this;
        }

        /** Sets how many tokens the answer has at least. */
        public Builder minTokens(int tokens) {
            sampling.put("min_tokens", Require.inRange(tokens, 0, Integer.MAX_VALUE, "tokens"));
            return this;
        }

        /** Lets the answer be one of the given texts. */
        public Builder choice(String... choices) {
            only("choice");
            List.of(choices).forEach(form.putArray("choice")::add);
            return this;
        }

        /** Lets the answer match a regular expression. */
        public Builder regex(String regex) {
            only("regex");
            form.put("regex", Require.nonBlank(regex, "regex"));
            return this;
        }

        /** Lets the answer follow a grammar. */
        public Builder grammar(String grammar) {
            only("grammar");
            form.put("grammar", Require.nonBlank(grammar, "grammar"));
            return this;
        }

        private void only(String name) {
            Require.that(
                    ofForm == null || ofForm.equals(name),
                    name,
                    "an answer has one form: set a choice, a regular expression or a grammar");
            ofForm = name;
        }

        /** Sends the form of the answer as {@code structured_outputs}, as servers want it from 0.12 on. */
        public Builder structuredOutputs() {
            this.newerForm = true;
            return this;
        }

        /** Sets a member of the request by name, for what this library does not know yet; the value is JSON text. */
        public Builder member(String name, String json) {
            members = members.with(name, json);
            return this;
        }

        /** {@return the options} */
        public VllmOptions build() {
            return new VllmOptions(this);
        }
    }
}
