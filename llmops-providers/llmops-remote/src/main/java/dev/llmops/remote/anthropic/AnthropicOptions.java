package dev.llmops.remote.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.Require;
import dev.llmops.api.model.CachePoint;
import dev.llmops.api.model.ProviderOptions;
import dev.llmops.remote.wire.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Options that only Anthropic has. Immutable.
 *
 * <p>{@link Builder#member} takes what is newer than this library.
 */
public final class AnthropicOptions implements ProviderOptions {
    private static final AnthropicOptions NONE = builder().build();

    private final @Nullable Thinking thinking;
    private final @Nullable Effort effort;
    private final @Nullable ServiceTier serviceTier;
    private final @Nullable CachePoint cache;
    private final @Nullable CachePoint toolCache;
    private final @Nullable String previousMessageId;
    private final String container;
    private final String inferenceGeo;
    private final boolean citing;
    private final List<ServerTool> serverTools;
    private final List<McpServer> mcpServers;
    private final Set<String> deferred;
    private final Map<String, ObjectNode> toolMembers;
    private final Set<String> betas;
    private final Map<String, String> members;

    private AnthropicOptions(Builder builder) {
        this.thinking = builder.thinking;
        this.effort = builder.effort;
        this.serviceTier = builder.serviceTier;
        this.cache = builder.cache;
        this.toolCache = builder.toolCache;
        this.previousMessageId = builder.previousMessageId;
        this.container = builder.container;
        this.inferenceGeo = builder.inferenceGeo;
        this.citing = builder.citing;
        this.serverTools = List.copyOf(builder.serverTools);
        this.mcpServers = List.copyOf(builder.mcpServers);
        this.deferred = Set.copyOf(builder.deferred);
        this.toolMembers = new LinkedHashMap<>();
        builder.toolMembers.forEach((tool, further) -> toolMembers.put(tool, further.deepCopy()));
        this.betas = new LinkedHashSet<>(builder.betas);
        this.members = new LinkedHashMap<>(builder.members);
    }

    /** {@return a builder with nothing set} */
    public static Builder builder() {
        return new Builder();
    }

    static AnthropicOptions none() {
        return NONE;
    }

    @Override
    public String provider() {
        return AnthropicClient.PROVIDER;
    }

    Optional<Thinking> thinking() {
        return Optional.ofNullable(thinking);
    }

    Optional<CachePoint> cache() {
        return Optional.ofNullable(cache);
    }

    Optional<CachePoint> toolCache() {
        return Optional.ofNullable(toolCache);
    }

    boolean isCiting() {
        return citing;
    }

    List<ServerTool> serverTools() {
        return serverTools;
    }

    boolean hasMcpServers() {
        return !mcpServers.isEmpty();
    }

    /** Adds what only Anthropic has to a tool of the request. */
    void writeTool(String tool, ObjectNode written) {
        if (deferred.contains(tool)) {
            written.put("defer_loading", true);
        }
        ObjectNode further = toolMembers.get(tool);
        if (further != null) {
            written.setAll(further.deepCopy());
        }
    }

    Set<String> betas() {
        return betas;
    }

    /** Adds what has no place among the portable options to the body, which has all others already. */
    void write(ObjectNode body) {
        if (effort != null) {
            output(body).put("effort", word(effort));
        }
        if (serviceTier != null) {
            body.put("service_tier", word(serviceTier));
        }
        if (previousMessageId != null) {
            // The one null that means something: there was no message before.
            body.putObject("diagnostics")
                    .put("previous_message_id", previousMessageId.isEmpty() ? null : previousMessageId);
        }
        if (!container.isEmpty()) {
            body.put("container", container);
        }
        if (!inferenceGeo.isEmpty()) {
            body.put("inference_geo", inferenceGeo);
        }
        for (McpServer server : mcpServers) {
            body.withArray("mcp_servers").add(server.json());
        }
        members.forEach((name, json) -> Json.join(body, name, Json.read(json)));
    }

    static ObjectNode output(ObjectNode body) {
        return body.path("output_config") instanceof ObjectNode there ? there : body.putObject("output_config");
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Shows which raw members are set, not their values. */
    @Override
    public String toString() {
        return "AnthropicOptions[" + members.keySet() + "]";
    }

    /** How much a model does for an answer, thoughts and tool calls included. */
    public enum Effort {
        /** Little. */
        LOW,
        /** Middling. */
        MEDIUM,
        /** Much; the default. */
        HIGH,
        /** Still more. */
        XHIGH,
        /** As much as possible. */
        MAX
    }

    /** Which capacity serves a request. */
    public enum ServiceTier {
        /** Reserved capacity if there is some, else the usual one. */
        AUTO,
        /** The usual one. */
        STANDARD_ONLY
    }

    /** Collects the options. Not safe for concurrent use. */
    public static final class Builder {
        private @Nullable Thinking thinking;
        private @Nullable Effort effort;
        private @Nullable ServiceTier serviceTier;
        private @Nullable CachePoint cache;
        private @Nullable CachePoint toolCache;
        private @Nullable String previousMessageId;
        private String container = "";
        private String inferenceGeo = "";
        private boolean citing;
        private final List<ServerTool> serverTools = new ArrayList<>();
        private final List<McpServer> mcpServers = new ArrayList<>();
        private final Set<String> deferred = new LinkedHashSet<>();
        private final Map<String, ObjectNode> toolMembers = new LinkedHashMap<>();
        private final Set<String> betas = new LinkedHashSet<>();
        private final Map<String, String> members = new LinkedHashMap<>();

        private Builder() {}

        /** Sets how the model thinks, in place of the portable reasoning options. */
        public Builder thinking(Thinking thinking) {
            this.thinking = Require.nonNull(thinking, "thinking");
            return this;
        }

        /** Sets how much the model does, in place of the effort of the portable reasoning options. */
        public Builder effort(Effort effort) {
            this.effort = Require.nonNull(effort, "effort");
            return this;
        }

        /** Sets which capacity serves the request. */
        public Builder serviceTier(ServiceTier serviceTier) {
            this.serviceTier = Require.nonNull(serviceTier, "serviceTier");
            return this;
        }

        /** Lets Anthropic keep the request up to its last block, wherever that is. */
        public Builder cache(CachePoint duration) {
            this.cache = Require.nonNull(duration, "duration");
            return this;
        }

        /** Lets Anthropic keep the tools, which are the beginning of a request. */
        public Builder cacheTools(CachePoint duration) {
            this.toolCache = Require.nonNull(duration, "duration");
            return this;
        }

        /**
         * Lets Anthropic tell why its cache missed; the answer is in the metadata of the response.
         *
         * @param previousMessageId the id of the response before; empty for the first one
         */
        public Builder diagnostics(String previousMessageId) {
            this.previousMessageId = Require.nonNull(previousMessageId, "previousMessageId");
            return this;
        }

        /** Sets the container that code runs in, by the id that an earlier response told. */
        public Builder container(String container) {
            this.container = Require.nonBlank(container, "container");
            return this;
        }

        /** Sets where in the world the model runs, such as {@code "us"}. */
        public Builder inferenceGeo(String inferenceGeo) {
            this.inferenceGeo = Require.nonBlank(inferenceGeo, "inferenceGeo");
            return this;
        }

        /**
         * Lets the model cite from documents, attached ones and the passages of the request.
         *
         * <p>Passages then go as documents, and the retrieved text that the last message of the user quotes is
         * left out.
         */
        public Builder citing() {
            this.citing = true;
            return this;
        }

        /** Adds a tool that Anthropic runs itself; such tools stand behind those of the request. */
        public Builder serverTool(ServerTool tool) {
            serverTools.add(Require.nonNull(tool, "tool"));
            return this;
        }

        /** Adds a server of tools that Anthropic connects to. */
        public Builder mcpServer(McpServer server) {
            mcpServers.add(Require.nonNull(server, "server"));
            return this;
        }

        /** Keeps tools of the request from the model until it finds them by a search of tools. */
        public Builder defer(String... tools) {
            deferred.addAll(List.of(tools));
            return this;
        }

        /** Sets a further member of a tool of the request, such as {@code "input_examples"}; the value is JSON text. */
        public Builder toolMember(String tool, String name, String json) {
            toolMembers
                    .computeIfAbsent(Require.nonBlank(tool, "tool"), key -> Json.object())
                    .set(Require.nonBlank(name, "name"), Json.read(Json.checked(json, "json")));
            return this;
        }

        /** Asks for features that are being tried out, such as {@code "context-management-2025-06-27"}. */
        public Builder betas(String... names) {
            for (String name : names) {
                betas.add(Require.nonBlank(name, "name"));
            }
            return this;
        }

        /**
         * Sets a member of the request by name, for what this library does not know yet, such as
         * {@code context_management}.
         *
         * @param name the member; an object is joined with what is there already
         * @param json the value as JSON text
         */
        public Builder member(String name, String json) {
            members.put(Require.nonBlank(name, "name"), Json.checked(json, "json"));
            return this;
        }

        /** {@return the options} */
        public AnthropicOptions build() {
            return new AnthropicOptions(this);
        }
    }
}
