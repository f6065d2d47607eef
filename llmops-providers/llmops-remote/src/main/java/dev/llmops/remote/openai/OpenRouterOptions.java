package dev.llmops.remote.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.Require;
import dev.llmops.api.model.ProviderOptions;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.RawMembers;
import java.util.ArrayList;
import java.util.List;

/** Options that only OpenRouter has: who serves the model, and what is added to it. Immutable. */
public final class OpenRouterOptions implements ProviderOptions {
    private final List<String> models;
    private final List<String> transforms;
    private final List<String> plugins;
    private final List<String> serverTools;
    private final String preset;
    private final ObjectNode routing;
    private final RawMembers members;

    private OpenRouterOptions(Builder builder) {
        this.models = List.copyOf(builder.models);
        this.transforms = List.copyOf(builder.transforms);
        this.plugins = List.copyOf(builder.plugins);
        this.serverTools = List.copyOf(builder.serverTools);
        this.preset = builder.preset;
        this.routing = builder.routing.deepCopy();
        this.members = builder.members;
    }

    /** {@return a builder with nothing set} */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String provider() {
        return CompatibleServer.OPENROUTER.name();
    }

    void write(ObjectNode body) {
        if (!models.isEmpty()) {
            models.forEach(body.putArray("models")::add);
        }
        if (!transforms.isEmpty()) {
            transforms.forEach(body.putArray("transforms")::add);
        }
        if (!plugins.isEmpty()) {
            plugins.forEach(plugin -> body.withArray("plugins").add(Json.read(plugin)));
        }
        serverTools.forEach(tool -> body.withArray("tools").add(Json.read(tool)));
        if (!preset.isEmpty()) {
            body.put("preset", preset);
        }
        if (!routing.isEmpty()) {
            body.set("provider", routing.deepCopy());
        }
        members.write(body);
    }

    /** Shows which options are set by name, not their values. */
    @Override
    public String toString() {
        return "OpenRouterOptions[" + members.names() + "]";
    }

    /** Collects the options. Not safe for concurrent use. */
    public static final class Builder {
        private final List<String> models = new ArrayList<>();
        private final List<String> transforms = new ArrayList<>();
        private final List<String> plugins = new ArrayList<>();
        private final List<String> serverTools = new ArrayList<>();
        private final ObjectNode routing = Json.object();
        private String preset = "";
        private RawMembers members = RawMembers.none();

        private Builder() {}

        /** Sets the models to ask in turn when the first one fails. */
        public Builder models(String... models) {
            this.models.addAll(List.of(models));
            return this;
        }

        /** Sets what may be done to a conversation that is too long, such as {@code "middle-out"}. */
        public Builder transforms(String... transforms) {
            this.transforms.addAll(List.of(transforms));
            return this;
        }

        /** Adds a plugin, such as {@code {"id": "web"}}, as JSON text. */
        public Builder plugin(String json) {
            plugins.add(Json.argument(json, "json").toString());
            return this;
        }

        /** Adds a tool that OpenRouter runs itself, as JSON text. */
        public Builder serverTool(String json) {
            serverTools.add(Json.argument(json, "json").toString());
            return this;
        }

        /** Sets a preset that is stored at OpenRouter. */
        public Builder preset(String preset) {
            this.preset = Require.nonBlank(preset, "preset");
            return this;
        }

        /** Sets the only providers that may serve the model. */
        public Builder onlyProviders(String... names) {
            List.of(names).forEach(routing.putArray("only")::add);
            return this;
        }

        /** Sets the providers to try first, in this order. */
        public Builder providerOrder(String... names) {
            List.of(names).forEach(routing.putArray("order")::add);
            return this;
        }

        /** Sets whether providers may be asked that were not named. */
        public Builder allowFallbacks(boolean allow) {
            routing.put("allow_fallbacks", allow);
            return this;
        }

        /** Sets whether providers may keep what they are sent. */
        public Builder dataCollection(boolean allowed) {
            routing.put("data_collection", allowed ? "allow" : "deny");
            return this;
        }

        /** Sets whether only providers are asked that know every option of the request. */
        public Builder requireParameters(boolean require) {
            routing.put("require_parameters", require);
            return this;
        }

        /** Sets a member of the request by name, for what this library does not know yet; the value is JSON text. */
        public Builder member(String name, String json) {
            members = members.with(name, json);
            return this;
        }

        /** {@return the options} */
        public OpenRouterOptions build() {
            return new OpenRouterOptions(this);
        }
    }
}
