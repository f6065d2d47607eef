package dev.llmops.remote.cohere;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.Require;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.ProviderOptions;
import dev.llmops.remote.wire.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Options that only Cohere has. Immutable.
 *
 * <p>{@link Builder#member} takes what is newer than this library.
 */
public final class CohereOptions implements ProviderOptions {
    private static final CohereOptions NONE = builder().build();

    private final boolean sendsPassages;
    private final @Nullable CitationMode citations;
    private final @Nullable SafetyMode safetyMode;
    private final int priority;
    private final Map<String, String> members;

    private CohereOptions(Builder builder) {
        this.sendsPassages = builder.sendsPassages;
        this.citations = builder.citations;
        this.safetyMode = builder.safetyMode;
        this.priority = builder.priority;
        this.members = new LinkedHashMap<>(builder.members);
    }

    /** {@return a builder with nothing set} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return those among the options of a request; without any, those with nothing set} */
    static CohereOptions of(GenerationOptions options) {
        return options.providerOptions(CohereOptions.class).orElse(NONE);
    }

    @Override
    public String provider() {
        return CohereClient.PROVIDER;
    }

    boolean sendsPassages() {
        return sendsPassages;
    }

    /** Adds the options to the body of a chat. */
    void write(ObjectNode body) {
        if (citations != null) {
            body.putObject("citation_options").put("mode", citations.name());
        }
        if (safetyMode != null) {
            body.put("safety_mode", safetyMode.name());
        }
        if (priority > 0) {
            body.put("priority", priority);
        }
        members.forEach((name, json) -> body.set(name, Json.read(json)));
    }

    /** Shows which options are set, not their values. */
    @Override
    public String toString() {
        return "CohereOptions[" + members.keySet() + "]";
    }

    /** How carefully an answer cites documents and results of tools. */
    public enum CitationMode {
        /** As the model usually does. */
        ENABLED,
        /** Not at all, where the model is told so by this word. */
        DISABLED,
        /** While the answer is written. */
        FAST,
        /** When the answer is written, more exactly. */
        ACCURATE,
        /** Not at all. */
        OFF
    }

    /** What a model refuses. */
    public enum SafetyMode {
        /** Little: for talk about the world as it is. */
        CONTEXTUAL,
        /** Everything that might not be seemly. */
        STRICT,
        /** Nothing of its own accord. */
        OFF
    }

    /** Collects the options. Not safe for concurrent use. */
    public static final class Builder {
        private boolean sendsPassages;
        private @Nullable CitationMode citations;
        private @Nullable SafetyMode safetyMode;
        private int priority;
        private final Map<String, String> members = new LinkedHashMap<>();

        private Builder() {}

        /**
         * Sends the passages of the request as documents, which the model cites by itself.
         *
         * <p>Retrieved text in the messages that quotes one of them is left out. The response has a
         * citation for each stretch of the answer and each passage that backs it; instructions in the
         * messages about how to cite should be left out too.
         */
        public Builder passagesAsDocuments() {
            this.sendsPassages = true;
            return this;
        }

        /** Sets how carefully the answer cites. */
        public Builder citations(CitationMode citations) {
            this.citations = Require.nonNull(citations, "citations");
            return this;
        }

        /** Sets what the model refuses. */
        public Builder safetyMode(SafetyMode safetyMode) {
            this.safetyMode = Require.nonNull(safetyMode, "safetyMode");
            return this;
        }

        /** Sets how soon the request is served under load, in [0, 999]; 0, the default, is first. */
        public Builder priority(int priority) {
            this.priority = Require.inRange(priority, 0, 999, "priority");
            return this;
        }

        /** Sets a member of the request by name, for what this library does not know yet; the value is JSON text. */
        public Builder member(String name, String json) {
            members.put(Require.nonBlank(name, "name"), Json.checked(json, "json"));
            return this;
        }

        /** {@return the options} */
        public CohereOptions build() {
            return new CohereOptions(this);
        }
    }
}
