package dev.llmops.remote.bedrock;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.Require;
import dev.llmops.api.model.CachePoint;
import dev.llmops.api.model.ProviderOptions;
import dev.llmops.remote.wire.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Options that only Bedrock has. Immutable.
 *
 * <p>{@link Builder#modelField} takes what only one model has, {@link Builder#member} what is newer than this
 * library.
 */
public final class BedrockOptions implements ProviderOptions {
    private static final BedrockOptions NONE = builder().build();

    private final @Nullable Guardrail guardrail;
    private final @Nullable Latency latency;
    private final @Nullable ServiceTier serviceTier;
    private final @Nullable CachePoint toolCache;
    private final List<String> systemTools;
    private final List<String> responseFieldPaths;
    private final Map<String, String> modelFields;
    private final Map<String, String> members;

    private BedrockOptions(Builder builder) {
        this.guardrail = builder.guardrail;
        this.latency = builder.latency;
        this.serviceTier = builder.serviceTier;
        this.toolCache = builder.toolCache;
        this.systemTools = List.copyOf(builder.systemTools);
        this.responseFieldPaths = List.copyOf(builder.responseFieldPaths);
        this.modelFields = new LinkedHashMap<>(builder.modelFields);
        this.members = new LinkedHashMap<>(builder.members);
    }

    /** {@return a builder with nothing set} */
    public static Builder builder() {
        return new Builder();
    }

    static BedrockOptions none() {
        return NONE;
    }

    @Override
    public String provider() {
        return BedrockClient.PROVIDER;
    }

    Optional<CachePoint> toolCache() {
        return Optional.ofNullable(toolCache);
    }

    List<String> systemTools() {
        return systemTools;
    }

    /** Adds the options to the body, which has all portable ones already. */
    void write(ObjectNode body, boolean isStream) {
        if (guardrail != null) {
            body.set("guardrailConfig", guardrail.json(isStream));
        }
        if (latency != null) {
            body.putObject("performanceConfig").put("latency", word(latency));
        }
        if (serviceTier != null) {
            body.putObject("serviceTier").put("type", word(serviceTier));
        }
        if (!responseFieldPaths.isEmpty()) {
            ArrayNode paths = body.putArray("additionalModelResponseFieldPaths");
            responseFieldPaths.forEach(paths::add);
        }
        if (!modelFields.isEmpty()) {
            ObjectNode fields = Json.object();
            modelFields.forEach((name, json) -> fields.set(name, Json.read(json)));
            Json.join(body, "additionalModelRequestFields", fields);
        }
        members.forEach((name, json) -> Json.join(body, name, Json.read(json)));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Shows which fields and raw members are set, not their values. */
    @Override
    public String toString() {
        return "BedrockOptions[" + modelFields.keySet() + members.keySet() + "]";
    }

    /** How fast a model answers. */
    public enum Latency {
        /** As usual. */
        STANDARD,
        /** Faster, where the model can be run so. */
        OPTIMIZED
    }

    /** How soon and how dear a request is served. */
    public enum ServiceTier {
        /** As usual. */
        DEFAULT,
        /** Cheaper and later. */
        FLEX,
        /** Dearer and sooner. */
        PRIORITY,
        /** By capacity that was reserved. */
        RESERVED
    }

    /** Collects the options. Not safe for concurrent use. */
    public static final class Builder {
        private @Nullable Guardrail guardrail;
        private @Nullable Latency latency;
        private @Nullable ServiceTier serviceTier;
        private @Nullable CachePoint toolCache;
        private final List<String> systemTools = new ArrayList<>();
        private final List<String> responseFieldPaths = new ArrayList<>();
        private final Map<String, String> modelFields = new LinkedHashMap<>();
        private final Map<String, String> members = new LinkedHashMap<>();

        private Builder() {}

        /** Sets the guardrail that looks at request and answer. */
        public Builder guardrail(Guardrail guardrail) {
            this.guardrail = Require.nonNull(guardrail, "guardrail");
            return this;
        }

        /** Sets how fast the model answers. */
        public Builder latency(Latency latency) {
            this.latency = Require.nonNull(latency, "latency");
            return this;
        }

        /** Sets how soon and how dear the request is served. */
        public Builder serviceTier(ServiceTier serviceTier) {
            this.serviceTier = Require.nonNull(serviceTier, "serviceTier");
            return this;
        }

        /** Lets Bedrock keep the tools, which are the beginning of a request. */
        public Builder cacheTools(CachePoint duration) {
            this.toolCache = Require.nonNull(duration, "duration");
            return this;
        }

        /** Adds a tool that the model runs itself, such as {@code "nova_code_interpreter"}, behind those of the request. */
        public Builder systemTool(String name) {
            systemTools.add(Require.nonBlank(name, "name"));
            return this;
        }

        /** Asks for fields of the model's own answer, by JSON pointers such as {@code "/stop_sequence"}. */
        public Builder responseFields(String... paths) {
            for (String path : paths) {
                responseFieldPaths.add(Require.nonBlank(path, "path"));
            }
            return this;
        }

        /** Sets a field that only the model at hand takes, such as {@code "top_k"}; the value is JSON text. */
        public Builder modelField(String name, String json) {
            modelFields.put(Require.nonBlank(name, "name"), Json.checked(json, "json"));
            return this;
        }

        /**
         * Sets a member of the request by name, for what this library does not know yet.
         *
         * @param name the member; an object is joined with what is there already
         * @param json the value as JSON text
         */
        public Builder member(String name, String json) {
            members.put(Require.nonBlank(name, "name"), Json.checked(json, "json"));
            return this;
        }

        /** {@return the options} */
        public BedrockOptions build() {
            return new BedrockOptions(this);
        }
    }
}
