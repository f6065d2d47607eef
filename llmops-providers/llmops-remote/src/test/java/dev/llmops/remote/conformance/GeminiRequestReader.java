package dev.llmops.remote.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.Trust;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.Media;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.Modality;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ReasoningOptions;
import dev.llmops.api.model.ResponseFormat;
import dev.llmops.api.model.Role;
import dev.llmops.api.model.Sampling;
import dev.llmops.api.model.ToolCall;
import dev.llmops.api.model.ToolChoice;
import dev.llmops.api.model.ToolSpec;
import dev.llmops.remote.gemini.GeminiOptions;
import dev.llmops.remote.wire.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the body of a content generation, in its canonical form, back into a request. */
final class GeminiRequestReader {
    private final String provider;
    private final String model;
    private final ObjectNode body;
    private final GenerationOptions.Builder options = GenerationOptions.builder();
    private final GeminiOptions.Builder own = GeminiOptions.builder();
    private int rawMembers;

    GeminiRequestReader(String provider, String model, JsonNode body) {
        this.provider = provider;
        this.model = model;
        this.body = (ObjectNode) body.deepCopy();
    }

    int rawMembers() {
        return rawMembers;
    }

    ModelRequest request() {
        List<Message> messages = new ArrayList<>();
        JsonNode system = body.path("systemInstruction").path("parts");
        if (!system.isEmpty()) {
            List<Content> texts = new ArrayList<>();
            system.forEach(part -> texts.add(new Content.Text(Json.text(part, "text"), Trust.SYSTEM)));
            messages.add(Message.of(Role.SYSTEM, texts));
        }
        body.path("contents").forEach(content -> messages(content, messages));
        tools();
        generation(
                (ObjectNode) Optional.ofNullable(body.get("generationConfig")).orElse(Json.object()));
        rest();
        return ModelRequest.of(messages)
                .withOptions(options.providerOptions(own.build()).build());
    }

    private void messages(JsonNode content, List<Message> messages) {
        boolean model = Json.text(content, "role").equals("model");
        List<Content> run = new ArrayList<>();
        boolean results = false;
        for (JsonNode part : content.path("parts")) {
            boolean result = part.has("functionResponse");
            if (result != results && !run.isEmpty()) {
                messages.add(Message.of(results ? Role.TOOL : Role.USER, run));
                run = new ArrayList<>();
            }
            results = result;
            part((ObjectNode) part, run);
        }
        if (!run.isEmpty()) {
            messages.add(Message.of(model ? Role.ASSISTANT : results ? Role.TOOL : Role.USER, run));
        }
    }

    private void part(ObjectNode part, List<Content> contents) {
        ObjectNode rest = part.deepCopy();
        JsonNode call = part.path("functionCall");
        Optional<Media> media = media(part);
        if (part.has("text") && part.path("thought").asBoolean()) {
            contents.add(new Content.Reasoning(Json.text(part, "text"), ""));
            rest.remove(List.of("text", "thought"));
        } else if (part.has("text")) {
            contents.add(new Content.Text(Json.text(part, "text"), Trust.USER));
            rest.remove("text");
        } else if (call.isObject()) {
            ToolCall made = new ToolCall(
                    Json.text(call, "id"),
                    Json.text(call, "name"),
                    call.path("args").toString());
            contents.add(new Content.ToolUse(made, Json.text(part, "thoughtSignature")));
            rest.remove(List.of("functionCall", "thoughtSignature"));
        } else if (part.path("functionResponse").isObject()) {
            contents.add(result(part.path("functionResponse")));
            rest.remove("functionResponse");
        } else if (media.isPresent()) {
            contents.add(new Content.Attachment(media.get()));
            rest.remove(List.of("inlineData", "fileData"));
        } else {
            contents.add(new Content.Opaque(provider, "part", part.toString()));
            rest.removeAll();
        }
        if (!rest.isEmpty()) {
            contents.add(new Content.Opaque(provider, "members", rest.toString()));
        }
    }

    private static Content.ToolResult result(JsonNode function) {
        JsonNode response = function.path("response");
        boolean failed = response.size() == 1 && response.path("error").isTextual();
        List<Content> parts = new ArrayList<>();
        parts.add(new Content.Text(failed ? Json.text(response, "error") : response.toString(), Trust.TOOL));
        function.path("parts")
                .forEach(part -> media(part).ifPresent(media -> parts.add(new Content.Attachment(media))));
        return new Content.ToolResult(Json.text(function, "id"), Json.text(function, "name"), parts, failed);
    }

    private static Optional<Media> media(JsonNode part) {
        JsonNode data = part.path("inlineData");
        if (data.isObject()) {
            byte[] bytes = Base64.getDecoder().decode(GeminiForm.standard(Json.text(data, "data")));
            return Optional.of(Media.of(Json.text(data, "mimeType"), bytes));
        }
        JsonNode file = part.path("fileData");
        boolean typed = Json.text(file, "mimeType").indexOf('/') > 0
                && !Json.text(file, "fileUri").isEmpty();
        return typed
                ? Optional.of(Media.uploaded(Json.text(file, "mimeType"), Json.text(file, "fileUri")))
                : Optional.empty();
    }

    private void tools() {
        JsonNode calling = body.path("toolConfig").path("functionCallingConfig");
        String mode = Json.text(calling, "mode");
        List<ToolSpec> tools = new ArrayList<>();
        for (JsonNode tool : body.path("tools").isObject() ? List.of(body.path("tools")) : body.path("tools")) {
            tool.properties().forEach(member -> {
                if (!member.getKey().equals("functionDeclarations")) {
                    own.tool(member.getKey(), member.getValue().toString());
                }
            });
            for (JsonNode function : tool.path("functionDeclarations")) {
                JsonNode schema = function.path("parametersJsonSchema");
                tools.add(new ToolSpec(
                        Json.text(function, "name"),
                        Json.text(function, "description"),
                        schema.isObject() ? schema.toString() : "{\"type\":\"object\"}",
                        mode.equals("VALIDATED")));
            }
        }
        options.tools(tools);
        List<String> allowed = new ArrayList<>();
        calling.path("allowedFunctionNames").forEach(name -> allowed.add(name.asText()));
        if (allowed.size() == 1) {
            options.toolChoice(ToolChoice.named(allowed.get(0)));
        } else if (!allowed.isEmpty()) {
            own.allowedTools(allowed.toArray(String[]::new));
        } else if (mode.equals("ANY")) {
            options.toolChoice(ToolChoice.required());
        } else if (mode.equals("NONE")) {
            options.toolChoice(ToolChoice.none());
        }
    }

    private void generation(ObjectNode generation) {
        Sampling.Builder sampling = Sampling.builder();
        number(generation, "temperature").ifPresent(value -> sampling.temperature(value.doubleValue()));
        number(generation, "topP").ifPresent(value -> sampling.topP(value.doubleValue()));
        number(generation, "topK").ifPresent(value -> sampling.topK(value.intValue()));
        number(generation, "maxOutputTokens").ifPresent(value -> sampling.maxOutputTokens(value.intValue()));
        number(generation, "seed").ifPresent(value -> sampling.seed(value.longValue()));
        number(generation, "frequencyPenalty").ifPresent(value -> sampling.frequencyPenalty(value.doubleValue()));
        number(generation, "presencePenalty").ifPresent(value -> sampling.presencePenalty(value.doubleValue()));
        List<String> stops = new ArrayList<>();
        generation.path("stopSequences").forEach(stop -> stops.add(stop.asText()));
        generation.remove("stopSequences");
        options.sampling(sampling.stop(stops.toArray(String[]::new)).build());
        if (generation.path("responseLogprobs").asBoolean()) {
            options.logprobs(
                    number(generation, "logprobs").map(JsonNode::intValue).orElse(0));
            generation.remove("responseLogprobs");
        }
        format(generation);
        modalities(generation);
        thinking(generation);
        if (generation.path("candidateCount").asInt() == 1) {
            generation.remove("candidateCount");
        }
        if (!generation.isEmpty()) {
            raw("generationConfig", generation);
        }
    }

    private void format(ObjectNode generation) {
        if (Json.text(generation, "responseMimeType").equals("application/json")) {
            JsonNode schema = generation.path("responseJsonSchema");
            options.responseFormat(
                    schema.isObject() ? ResponseFormat.schema("answer", schema.toString()) : new ResponseFormat.Json());
            generation.remove(List.of("responseMimeType", "responseJsonSchema"));
        } else if (Json.text(generation, "responseMimeType").equals("text/plain")) {
            generation.remove("responseMimeType");
        }
    }

    private void modalities(ObjectNode generation) {
        List<Modality> modalities = new ArrayList<>();
        generation
                .path("responseModalities")
                .forEach(each -> modalities.add(Modality.valueOf(each.asText().toUpperCase(Locale.ROOT))));
        if (!modalities.isEmpty()) {
            options.outputModalities(modalities.get(0), modalities.toArray(Modality[]::new));
        }
        generation.remove("responseModalities");
        JsonNode voice = generation
                .path("speechConfig")
                .path("voiceConfig")
                .path("prebuiltVoiceConfig")
                .path("voiceName");
        if (voice.isTextual()) {
            own.voice(voice.asText());
            generation.remove("speechConfig");
        }
        String resolution = Json.text(generation, "mediaResolution").replace("MEDIA_RESOLUTION_", "");
        for (GeminiOptions.MediaResolution each : GeminiOptions.MediaResolution.values()) {
            if (each.name().equals(resolution)) {
                own.mediaResolution(each);
                generation.remove("mediaResolution");
            }
        }
    }

    private void thinking(ObjectNode generation) {
        JsonNode config = generation.path("thinkingConfig");
        String level = Json.text(config, "thinkingLevel");
        int budget = config.path("thinkingBudget").asInt(0);
        boolean visible = config.path("includeThoughts").asBoolean();
        if (Arrays.stream(GeminiOptions.ThinkingLevel.values())
                .anyMatch(each -> each.name().equals(level))) {
            own.thinkingLevel(GeminiOptions.ThinkingLevel.valueOf(level));
            if (visible) {
                own.includeThoughts();
            }
        } else if (budget > 0) {
            options.reasoning(new ReasoningOptions(ReasoningOptions.Effort.MEDIUM, budget, visible));
        } else if (config.path("thinkingBudget").isNumber() && budget == 0 && canBeKeptFromThinking()) {
            options.reasoning(new ReasoningOptions(ReasoningOptions.Effort.NONE, 0, visible));
        } else if (visible && config.size() == 1) {
            own.includeThoughts();
        } else {
            return;
        }
        generation.remove("thinkingConfig");
    }

    private boolean canBeKeptFromThinking() {
        return model.contains("gemini-2") && !model.contains("pro");
    }

    private void rest() {
        if (body.has("cachedContent")) {
            own.cachedContent(Json.text(body, "cachedContent"));
        }
        body.path("labels")
                .properties()
                .forEach(label -> own.label(label.getKey(), label.getValue().asText()));
        safety();
        if (body.path("toolConfig") instanceof ObjectNode config) {
            config.remove("functionCallingConfig");
            if (!config.isEmpty()) {
                raw("toolConfig", config);
            }
        }
        body.remove(List.of(
                "contents", "systemInstruction", "tools", "toolConfig", "generationConfig", "cachedContent", "labels"));
        body.properties().forEach(member -> raw(member.getKey(), member.getValue()));
    }

    private void safety() {
        List<JsonNode> unknown = new ArrayList<>();
        for (JsonNode setting : body.path("safetySettings")) {
            String category = Json.text(setting, "category").replace("HARM_CATEGORY_", "");
            String threshold = Json.text(setting, "threshold");
            boolean known = Arrays.stream(GeminiOptions.SafetyCategory.values())
                            .anyMatch(each -> each.name().equals(category))
                    && Arrays.stream(GeminiOptions.SafetyThreshold.values())
                            .anyMatch(each -> each.name().equals(threshold))
                    && setting.size() == 2;
            if (known) {
                own.safety(
                        GeminiOptions.SafetyCategory.valueOf(category),
                        GeminiOptions.SafetyThreshold.valueOf(threshold));
            } else {
                unknown.add(setting);
            }
        }
        if (unknown.isEmpty()) {
            body.remove("safetySettings");
        }
    }

    private void raw(String name, JsonNode value) {
        own.member(name, value.toString());
        rawMembers++;
    }

    private static Optional<JsonNode> number(ObjectNode object, String member) {
        JsonNode value = object.path(member);
        if (!value.isNumber()) {
            return Optional.empty();
        }
        object.remove(member);
        return Optional.of(value);
    }
}
