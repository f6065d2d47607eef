package dev.llmops.remote.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.Require;
import dev.llmops.api.model.ProviderOptions;
import dev.llmops.remote.wire.Encoding;
import dev.llmops.remote.wire.Json;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Options that only models of Google have, by AI Studio and by Vertex AI. Immutable.
 *
 * <p>{@link Builder#member} takes what is newer than this library.
 */
public final class GeminiOptions implements ProviderOptions {
    private final Map<SafetyCategory, SafetyThreshold> safety;
    private final String cachedContent;
    private final Map<String, String> tools;
    private final List<String> allowedTools;
    private final @Nullable ThinkingLevel thinkingLevel;
    private final boolean includeThoughts;
    private final @Nullable MediaResolution mediaResolution;
    private final String voice;
    private final Map<String, String> labels;
    private final Map<String, String> members;

    private GeminiOptions(Builder builder) {
        this.safety = new EnumMap<>(builder.safety);
        this.cachedContent = builder.cachedContent;
        this.tools = new LinkedHashMap<>(builder.tools);
        this.allowedTools = builder.allowedTools;
        this.thinkingLevel = builder.thinkingLevel;
        this.includeThoughts = builder.includeThoughts;
        this.mediaResolution = builder.mediaResolution;
        this.voice = builder.voice;
        this.labels = new LinkedHashMap<>(builder.labels);
        this.members = new LinkedHashMap<>(builder.members);
    }

    /** {@return a builder with nothing set} */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String provider() {
        return GeminiClient.PROVIDER;
    }

    /** Adds the options to the body of a content generation. */
    void write(ObjectNode body, GeminiPlace place, Encoding encoding) {
        if (!safety.isEmpty()) {
            ArrayNode settings = body.putArray("safetySettings");
            safety.forEach((category, threshold) -> settings.addObject()
                    .put("category", "HARM_CATEGORY_" + category.name())
                    .put("threshold", threshold.name()));
        }
        if (!cachedContent.isEmpty()) {
            body.put("cachedContent", cachedContent);
        }
        tools.forEach((name, settings) ->
                body.withArrayProperty("tools").addObject().set(name, Json.argument(settings, "settings")));
        if (!allowedTools.isEmpty()) {
            ObjectNode calling = body.withObjectProperty("toolConfig").withObjectProperty("functionCallingConfig");
            calling.put("mode", "ANY");
            allowedTools.forEach(calling.putArray("allowedFunctionNames")::add);
        }
        writeGeneration(body);
        if (!labels.isEmpty() && place.labels()) {
            labels.forEach(body.putObject("labels")::put);
        } else if (!labels.isEmpty()) {
            encoding.unsupported("labels", "Use Vertex AI, which takes them.");
        }
        members.forEach((name, json) -> Json.join(body, name, Json.read(json)));
    }

    private void writeGeneration(ObjectNode body) {
        if (thinkingLevel != null) {
            generation(body).withObjectProperty("thinkingConfig").put("thinkingLevel", thinkingLevel.name());
        }
        if (includeThoughts) {
            generation(body).withObjectProperty("thinkingConfig").put("includeThoughts", true);
        }
        if (mediaResolution != null) {
            generation(body).put("mediaResolution", "MEDIA_RESOLUTION_" + mediaResolution.name());
        }
        if (!voice.isEmpty()) {
            generation(body)
                    .putObject("speechConfig")
                    .putObject("voiceConfig")
                    .putObject("prebuiltVoiceConfig")
                    .put("voiceName", voice);
        }
    }

    private static ObjectNode generation(ObjectNode body) {
        return body.withObjectProperty("generationConfig");
    }

    /** Shows which options are set, not their values. */
    @Override
    public String toString() {
        return "GeminiOptions[" + tools.keySet() + " " + members.keySet() + "]";
    }

    /** A kind of harm that is looked for in prompts and answers. */
    public enum SafetyCategory {
        /** Threats and insults. */
        HARASSMENT,
        /** Words against a group of people. */
        HATE_SPEECH,
        /** Sexual acts. */
        SEXUALLY_EXPLICIT,
        /** Help with what does harm. */
        DANGEROUS_CONTENT,
        /** What may disturb an election. */
        CIVIC_INTEGRITY
    }

    /** From which likelihood of harm on something is blocked. */
    public enum SafetyThreshold {
        /** Low. */
        BLOCK_LOW_AND_ABOVE,
        /** Middling. */
        BLOCK_MEDIUM_AND_ABOVE,
        /** High. */
        BLOCK_ONLY_HIGH,
        /** Nothing is blocked; harm is still rated. */
        BLOCK_NONE,
        /** Harm is not looked for. */
        OFF
    }

    /** How much a model from version 3 on thinks. */
    public enum ThinkingLevel {
        /** As little as possible. */
        MINIMAL,
        /** Little. */
        LOW,
        /** Middling. */
        MEDIUM,
        /** Much. */
        HIGH
    }

    /** How closely pictures and films are looked at, and so how many tokens they cost. */
    public enum MediaResolution {
        /** Roughly. */
        LOW,
        /** Middling. */
        MEDIUM,
        /** Closely. */
        HIGH
    }

    /** Collects the options. Not safe for concurrent use. */
    public static final class Builder {
        private final Map<SafetyCategory, SafetyThreshold> safety = new EnumMap<>(SafetyCategory.class);
        private String cachedContent = "";
        private final Map<String, String> tools = new LinkedHashMap<>();
        private List<String> allowedTools = List.of();
        private @Nullable ThinkingLevel thinkingLevel;
        private boolean includeThoughts;
        private @Nullable MediaResolution mediaResolution;
        private String voice = "";
        private final Map<String, String> labels = new LinkedHashMap<>();
        private final Map<String, String> members = new LinkedHashMap<>();

        private Builder() {}

        /** Sets from which likelihood on a kind of harm is blocked. */
        public Builder safety(SafetyCategory category, SafetyThreshold threshold) {
            safety.put(Require.nonNull(category, "category"), Require.nonNull(threshold, "threshold"));
            return this;
        }

        /** Sets the name of content that was cached before, such as {@code "cachedContents/abc"}. */
        public Builder cachedContent(String cachedContent) {
            this.cachedContent = Require.nonBlank(cachedContent, "cachedContent");
            return this;
        }

        /**
         * Lets the provider run a tool of its own.
         *
         * @param name such as {@code "googleSearch"}, {@code "codeExecution"} or {@code "urlContext"}
         * @param settings its settings as a JSON object; {@code "{}"} for none
         */
        public Builder tool(String name, String settings) {
            Json.argument(Require.nonNull(settings, "settings"), "settings");
            tools.put(Require.nonBlank(name, "name"), settings);
            return this;
        }

        /** Makes the model call a tool, and one of the given ones, in place of what the tool choice says. */
        public Builder allowedTools(String... names) {
            this.allowedTools = List.of(names);
            return this;
        }

        /** Sets how much the model thinks, in place of what its reasoning options say. */
        public Builder thinkingLevel(ThinkingLevel thinkingLevel) {
            this.thinkingLevel = Require.nonNull(thinkingLevel, "thinkingLevel");
            return this;
        }

        /** Asks for summaries of what the model thinks, however much that is. */
        public Builder includeThoughts() {
            this.includeThoughts = true;
            return this;
        }

        /** Sets how closely pictures and films are looked at. */
        public Builder mediaResolution(MediaResolution mediaResolution) {
            this.mediaResolution = Require.nonNull(mediaResolution, "mediaResolution");
            return this;
        }

        /** Sets the voice of a spoken answer, such as {@code "Kore"}. */
        public Builder voice(String voice) {
            this.voice = Require.nonBlank(voice, "voice");
            return this;
        }

        /** Labels the request on the bill; Vertex AI only. */
        public Builder label(String name, String value) {
            labels.put(Require.nonBlank(name, "name"), Require.nonNull(value, "value"));
            return this;
        }

        /**
         * Sets a member of the request by name, for what this library does not know yet.
         *
         * @param name the name, such as {@code "generationConfig"}
         * @param json its value as JSON text; an object is joined with what the request has there
         */
        public Builder member(String name, String json) {
            members.put(Require.nonBlank(name, "name"), Json.checked(json, "json"));
            return this;
        }

        /** {@return the options} */
        public GeminiOptions build() {
            return new GeminiOptions(this);
        }
    }
}
