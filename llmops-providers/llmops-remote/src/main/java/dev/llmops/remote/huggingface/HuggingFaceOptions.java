package dev.llmops.remote.huggingface;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.model.ProviderOptions;
import dev.llmops.remote.wire.RawMembers;

/** Options that only a provider behind the router of Hugging Face has, given by name. Immutable. */
public final class HuggingFaceOptions implements ProviderOptions {
    private final RawMembers members;

    private HuggingFaceOptions(Builder builder) {
        this.members = builder.members;
    }

    /** {@return a builder with nothing set} */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String provider() {
        return HuggingFaceClient.PROVIDER;
    }

    void write(ObjectNode body) {
        members.write(body);
    }

    /** Shows which options are set, not their values. */
    @Override
    public String toString() {
        return "HuggingFaceOptions[" + members.names() + "]";
    }

    /** Collects the options. Not safe for concurrent use. */
    public static final class Builder {
        private RawMembers members = RawMembers.none();

        private Builder() {}

        /** Sets a member of the request by name; the value is JSON text. */
        public Builder member(String name, String json) {
            members = members.with(name, json);
            return this;
        }

        /** {@return the options} */
        public HuggingFaceOptions build() {
            return new HuggingFaceOptions(this);
        }
    }
}
