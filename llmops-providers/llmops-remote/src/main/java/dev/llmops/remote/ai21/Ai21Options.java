package dev.llmops.remote.ai21;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.model.ProviderOptions;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.RawMembers;
import java.util.ArrayList;
import java.util.List;

/** Options that only AI21 has. Immutable. */
public final class Ai21Options implements ProviderOptions {
    private final boolean passages;
    private final List<ObjectNode> documents;
    private final RawMembers members;

    private Ai21Options(Builder builder) {
        this.passages = builder.passages;
        this.documents = List.copyOf(builder.documents);
        this.members = builder.members;
    }

    /** {@return a builder with nothing set} */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String provider() {
        return Ai21Client.PROVIDER;
    }

    boolean sendsPassages() {
        return passages;
    }

    void write(ObjectNode body) {
        documents.forEach(document -> body.withArray("documents").add(document.deepCopy()));
        members.write(body);
    }

    /** Shows how many documents there are and which options are set by name, not their values. */
    @Override
    public String toString() {
        return "Ai21Options[documents=" + documents.size() + ", " + members.names() + "]";
    }

    /** Collects the options. Not safe for concurrent use. */
    public static final class Builder {
        private boolean passages;
        private final List<ObjectNode> documents = new ArrayList<>();
        private RawMembers members = RawMembers.none();

        private Builder() {}

        /**
         * Sends the passages of the request as documents, each with its title.
         *
         * <p>They are sent beside the messages as these are; without this they are not sent.
         */
        public Builder passagesAsDocuments() {
            this.passages = true;
            return this;
        }

        /** Adds a document that the answer shall rest on. */
        public Builder document(String content) {
            documents.add(Json.object().put("content", content));
            return this;
        }

        /** Sets a member of the request by name, for what this library does not know yet; the value is JSON text. */
        public Builder member(String name, String json) {
            members = members.with(name, json);
            return this;
        }

        /** {@return the options} */
        public Ai21Options build() {
            return new Ai21Options(this);
        }
    }
}
