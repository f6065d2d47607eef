package dev.llmops.remote.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.Trust;
import dev.llmops.api.grounding.Passage;
import dev.llmops.api.grounding.SourceSpan;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ReasoningOptions;
import dev.llmops.api.model.ResponseFormat;
import dev.llmops.api.model.Role;
import dev.llmops.api.model.Sampling;
import dev.llmops.api.model.ToolCall;
import dev.llmops.api.model.ToolChoice;
import dev.llmops.api.model.ToolSpec;
import dev.llmops.remote.cohere.CohereClient;
import dev.llmops.remote.cohere.CohereOptions;
import dev.llmops.remote.wire.DataUrls;
import dev.llmops.remote.wire.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the body of a chat of Cohere back into a request. */
final class CohereRequestReader {
    private final ObjectNode body;
    private final GenerationOptions.Builder options = GenerationOptions.builder();
    private final CohereOptions.Builder own = CohereOptions.builder();
    private final Map<String, String> tools = new HashMap<>();
    private int rawMembers;

    CohereRequestReader(JsonNode body) {
        this.body = (ObjectNode) body.deepCopy();
        List<String> nulls = new ArrayList<>();
        this.body.properties().forEach(member -> {
            if (member.getValue().isNull()) {
                nulls.add(member.getKey());
            }
        });
        this.body.remove(nulls);
    }

    int rawMembers() {
        return rawMembers;
    }

    ModelRequest request() {
        List<Message> messages = new ArrayList<>();
        taken("messages").forEach(message -> messages.add(message(message)));
        sampling();
        tools();
        form();
        List<Passage> passages = passages();
        taken("model");
        taken("stream");
        for (CohereOptions.SafetyMode mode : CohereOptions.SafetyMode.values()) {
            if (mode.name().equals(body.path("safety_mode").asText())) {
                own.safetyMode(mode);
                taken("safety_mode");
            }
        }
        for (CohereOptions.CitationMode mode : CohereOptions.CitationMode.values()) {
            if (mode.name()
                    .equalsIgnoreCase(body.path("citation_options").path("mode").asText())) {
                own.citations(mode);
                taken("citation_options");
            }
        }
        number("priority").ifPresent(priority -> own.priority(priority.intValue()));
        body.properties().forEach(member -> {
            own.member(member.getKey(), member.getValue().toString());
            rawMembers++;
        });
        return ModelRequest.of(messages)
                .withPassages(passages)
                .withOptions(options.providerOptions(own.build()).build());
    }

    private Message message(JsonNode message) {
        Role role = Role.valueOf(Json.text(message, "role").toUpperCase(Locale.ROOT));
        List<Content> contents = new ArrayList<>();
        if (Json.has(message, "tool_plan")) {
            contents.add(new Content.Reasoning(Json.text(message, "tool_plan"), ""));
            contents.add(new Content.Opaque(CohereClient.PROVIDER, "tool_plan", "{}"));
        }
        JsonNode content = message.path("content");
        if (content.isTextual()) {
            contents.add(new Content.Text(content.textValue(), Trust.USER));
        }
        for (JsonNode part : content) {
            contents.add(part(part));
        }
        if (role == Role.TOOL) {
            String id = Json.text(message, "tool_call_id");
            return Message.tool(new Content.ToolResult(id, tools.getOrDefault(id, "tool"), contents, false));
        }
        for (JsonNode call : message.path("tool_calls")) {
            JsonNode function = call.path("function");
            ToolCall made =
                    new ToolCall(Json.text(call, "id"), Json.text(function, "name"), Json.text(function, "arguments"));
            tools.put(made.id(), made.name());
            contents.add(new Content.ToolUse(made));
        }
        return Message.of(role, contents);
    }

    private static Content part(JsonNode part) {
        String url = Json.text(part.path("image_url"), "url");
        return switch (Json.text(part, "type")) {
            case "text" -> new Content.Text(Json.text(part, "text"), Trust.USER);
            case "thinking" -> new Content.Reasoning(Json.text(part, "thinking"), "");
            case "image_url" ->
                DataUrls.media(url, "image/png")
                        .<Content>map(Content.Attachment::new)
                        .orElseGet(() -> opaque(part));
            default -> opaque(part);
        };
    }

    private static Content opaque(JsonNode part) {
        return new Content.Opaque(CohereClient.PROVIDER, Json.text(part, "type"), part.toString());
    }

    private void sampling() {
        Sampling.Builder sampling = Sampling.builder();
        number("max_tokens").ifPresent(value -> sampling.maxOutputTokens(value.intValue()));
        number("temperature").ifPresent(value -> sampling.temperature(value.doubleValue()));
        number("p").ifPresent(value -> sampling.topP(value.doubleValue()));
        number("k").ifPresent(value -> sampling.topK(value.intValue()));
        number("seed").ifPresent(value -> sampling.seed(value.longValue()));
        number("frequency_penalty").ifPresent(value -> sampling.frequencyPenalty(value.doubleValue()));
        number("presence_penalty").ifPresent(value -> sampling.presencePenalty(value.doubleValue()));
        List<String> stops = new ArrayList<>();
        taken("stop_sequences").forEach(stop -> stops.add(stop.asText()));
        options.sampling(sampling.stop(stops.toArray(String[]::new)).build());
    }

    private void tools() {
        boolean strict = taken("strict_tools").asBoolean(false);
        List<ToolSpec> specs = new ArrayList<>();
        for (JsonNode tool : taken("tools")) {
            JsonNode function = tool.path("function");
            JsonNode schema = function.path("parameters");
            specs.add(new ToolSpec(
                    Json.text(function, "name"),
                    Json.text(function, "description"),
                    schema.isObject() ? schema.toString() : "{}",
                    strict));
        }
        options.tools(specs);
        switch (taken("tool_choice").asText()) {
            case "REQUIRED" -> options.toolChoice(ToolChoice.required());
            case "NONE" -> options.toolChoice(ToolChoice.none());
            default -> options.toolChoice(ToolChoice.auto());
        }
    }

    private void form() {
        JsonNode format = taken("response_format");
        JsonNode schema = format.path("json_schema");
        if (schema.isObject()) {
            options.responseFormat(ResponseFormat.schema("answer", schema.toString()));
        } else if (Json.text(format, "type").equals("json_object")) {
            options.responseFormat(new ResponseFormat.Json());
        }
        JsonNode thinking = taken("thinking");
        if (thinking.isObject()) {
            boolean off = Json.text(thinking, "type").equals("disabled");
            options.reasoning(new ReasoningOptions(
                    off ? ReasoningOptions.Effort.NONE : ReasoningOptions.Effort.MEDIUM,
                    thinking.path("token_budget").asInt(0),
                    true));
        }
        if (taken("logprobs").asBoolean(false)) {
            options.logprobs(0);
        }
    }

    /** {@return the documents, if all of them are such as the client sends} */
    private List<Passage> passages() {
        List<Passage> passages = new ArrayList<>();
        for (JsonNode document : body.path("documents")) {
            JsonNode data = document.path("data");
            boolean ours = data.path("text").isTextual()
                    && data.path("title").isTextual()
                    && Json.text(document, "id").equals(String.valueOf(passages.size() + 1));
            if (!ours) {
                return List.of();
            }
            String text = Json.text(data, "text");
            SourceSpan span = new SourceSpan("document" + passages.size(), 0, text.length());
            passages.add(
                    Passage.builder(span, text).title(Json.text(data, "title")).build());
        }
        if (!passages.isEmpty()) {
            taken("documents");
            own.passagesAsDocuments();
        }
        return passages;
    }

    private Optional<JsonNode> number(String member) {
        return body.path(member).isNumber() ? Optional.of(taken(member)) : Optional.empty();
    }

    private JsonNode taken(String member) {
        JsonNode value = body.path(member);
        body.remove(member);
        return value;
    }
}
