package dev.llmops.remote.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.Require;
import dev.llmops.api.model.ProviderOptions;
import dev.llmops.remote.wire.RawMembers;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Options that only Groq has. Immutable. */
public final class GroqOptions implements ProviderOptions {
    private final @Nullable ReasoningFormat reasoningFormat;
    private final @Nullable ServiceTier serviceTier;
    private final RawMembers members;

    private GroqOptions(Builder builder) {
        this.reasoningFormat = builder.reasoningFormat;
        this.serviceTier = builder.serviceTier;
        this.members = builder.members;
    }

    /** {@return a builder with nothing set} */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String provider() {
        return CompatibleServer.GROQ.name();
    }

    void write(ObjectNode body) {
        if (reasoningFormat != null) {
            body.put("reasoning_format", reasoningFormat.name().toLowerCase(Locale.ROOT));
        }
        if (serviceTier != null) {
            body.put("service_tier", serviceTier.name().toLowerCase(Locale.ROOT));
        }
        members.write(body);
    }

    /** Shows which options are set by name, not their values. */
    @Override
    public String toString() {
        return "GroqOptions[" + members.names() + "]";
    }

    /** Where the thoughts of a model stand in its answer. */
    public enum ReasoningFormat {
        /** Apart from the text. */
        PARSED,
        /** In the text, between tags. */
        RAW,
        /** Nowhere. */
        HIDDEN
    }

    /** How a request is served. */
    public enum ServiceTier {
        /** As there is room. */
        AUTO,
        /** Within the usual limits. */
        ON_DEMAND,
        /** With higher limits, at the risk of a quick refusal. */
        FLEX,
        /** With the shortest wait. */
        PERFORMANCE
    }

    /** Collects the options. Not safe for concurrent use. */
    public static final class Builder {
        private @Nullable ReasoningFormat reasoningFormat;
        private @Nullable ServiceTier serviceTier;
        private RawMembers members = RawMembers.none();

        private Builder() {}

        /** Sets where the thoughts stand in the answer. */
        public Builder reasoningFormat(ReasoningFormat reasoningFormat) {
            this.reasoningFormat = Require.nonNull(reasoningFormat, "reasoningFormat");
            return this;
        }

        /** Sets how the request is served. */
        public Builder serviceTier(ServiceTier serviceTier) {
            this.serviceTier = Require.nonNull(serviceTier, "serviceTier");
            return this;
        }

        /** Sets a member of the request by name, for what this library does not know yet; the value is JSON text. */
        public Builder member(String name, String json) {
            members = members.with(name, json);
            return this;
        }

        /** {@return the options} */
        public GroqOptions build() {
            return new GroqOptions(this);
        }
    }
}
