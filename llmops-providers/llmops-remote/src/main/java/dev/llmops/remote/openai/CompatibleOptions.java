package dev.llmops.remote.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.Require;
import dev.llmops.api.model.ProviderOptions;
import dev.llmops.remote.wire.RawMembers;

/** Options that only one compatible server has, given by name. Immutable. */
public final class CompatibleOptions implements ProviderOptions {
    private final String server;
    private final RawMembers members;

    private CompatibleOptions(Builder builder) {
        this.server = builder.server;
        this.members = builder.members;
    }

    /** {@return a builder of options for {@code server}; no other server sees them} */
    public static Builder builder(CompatibleServer server) {
        return new Builder(Require.nonNull(server, "server").name());
    }

    @Override
    public String provider() {
        return server;
    }

    void write(ObjectNode body) {
        members.write(body);
    }

    /** Shows which options are set, not their values. */
    @Override
    public String toString() {
        return "CompatibleOptions[" + server + " " + members.names() + "]";
    }

    /** Collects the options. Not safe for concurrent use. */
    public static final class Builder {
        private final String server;
        private RawMembers members = RawMembers.none();

        private Builder(String server) {
            this.server = server;
        }

        /** Sets a member of the request by name; the value is JSON text. */
        public Builder member(String name, String json) {
            members = members.with(name, json);
            return this;
        }

        /** {@return the options} */
        public CompatibleOptions build() {
            return new CompatibleOptions(this);
        }
    }
}
