package dev.llmops.remote.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.Trust;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.Media;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ReasoningOptions;
import dev.llmops.api.model.ResponseFormat;
import dev.llmops.api.model.Role;
import dev.llmops.api.model.Sampling;
import dev.llmops.api.model.ToolCall;
import dev.llmops.api.model.ToolSpec;
import dev.llmops.remote.ollama.OllamaOptions;
import dev.llmops.remote.wire.Json;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the body of a chat of Ollama back into a request. */
final class OllamaRequestReader {
    private final ObjectNode body;
    private final GenerationOptions.Builder options = GenerationOptions.builder();
    private final OllamaOptions.Builder own = OllamaOptions.builder();
    private int rawMembers;

    OllamaRequestReader(JsonNode body) {
        this.body = (ObjectNode) body.deepCopy();
    }

    int rawMembers() {
        return rawMembers;
    }

    ModelRequest request() {
        List<Message> messages = new ArrayList<>();
        taken("messages").forEach(message -> messages.add(message(message)));
        List<ToolSpec> tools = new ArrayList<>();
        for (JsonNode tool : taken("tools")) {
            JsonNode function = tool.path("function");
            JsonNode schema = function.path("parameters");
            tools.add(ToolSpec.of(
                    Json.text(function, "name"),
                    Json.text(function, "description"),
                    schema.isObject() ? schema.toString() : "{}"));
        }
        options.tools(tools);
        settings();
        form();
        taken("model");
        taken("stream");
        body.properties().forEach(member -> {
            if (!member.getValue().isNull()) {
                own.member(member.getKey(), member.getValue().toString());
                rawMembers++;
            }
        });
        return ModelRequest.of(messages)
                .withOptions(options.providerOptions(own.build()).build());
    }

    private static Message message(JsonNode message) {
        Role role = Role.valueOf(Json.text(message, "role").toUpperCase(Locale.ROOT));
        List<Content> contents = new ArrayList<>();
        if (!Json.text(message, "thinking").isEmpty()) {
            contents.add(new Content.Reasoning(Json.text(message, "thinking"), ""));
        }
        contents.add(new Content.Text(Json.text(message, "content"), Trust.USER));
        for (JsonNode image : message.path("images")) {
            contents.add(new Content.Attachment(
                    Media.of("image/png", Base64.getDecoder().decode(GeminiForm.standard(image.asText())))));
        }
        if (role == Role.TOOL) {
            String name = Json.text(message, "tool_name");
            return Message.tool(new Content.ToolResult(
                    Json.text(message, "tool_call_id"), name.isEmpty() ? "tool" : name, contents, false));
        }
        for (JsonNode call : message.path("tool_calls")) {
            JsonNode function = call.path("function");
            contents.add(new Content.ToolUse(new ToolCall(
                    Json.text(call, "id"),
                    Json.text(function, "name"),
                    function.path("arguments").toString())));
        }
        return Message.of(role, contents);
    }

    private void settings() {
        JsonNode settings = taken("options");
        Sampling.Builder sampling = Sampling.builder();
        settings.properties().forEach(member -> {
            JsonNode value = member.getValue();
            switch (member.getKey()) {
                case "num_predict" -> {
                    if (value.intValue() > 0) {
                        sampling.maxOutputTokens(value.intValue());
                    } else {
                        own.setting("num_predict", value.toString());
                    }
                }
                case "temperature" -> sampling.temperature(value.doubleValue());
                case "top_p" -> sampling.topP(value.doubleValue());
                case "top_k" -> sampling.topK(value.intValue());
                case "seed" -> sampling.seed(value.longValue());
                case "frequency_penalty" -> sampling.frequencyPenalty(value.doubleValue());
                case "presence_penalty" -> sampling.presencePenalty(value.doubleValue());
                case "num_ctx" -> own.contextLength(value.intValue());
                case "min_p" -> own.minP(value.doubleValue());
                case "repeat_penalty" -> own.repeatPenalty(value.doubleValue());
                case "stop" -> {
                    List<String> stops = new ArrayList<>();
                    value.forEach(stop -> stops.add(stop.asText()));
                    sampling.stop(stops.toArray(String[]::new));
                }
                default -> {
                    own.setting(member.getKey(), value.toString());
                    rawMembers++;
                }
            }
        });
        options.sampling(sampling.build());
    }

    private void form() {
        JsonNode format = taken("format");
        if (format.isObject() && !format.isEmpty()) {
            options.responseFormat(ResponseFormat.schema("answer", format.toString()));
        } else if (format.asText().equals("json")) {
            options.responseFormat(new ResponseFormat.Json());
        }
        JsonNode think = taken("think");
        if (think.isBoolean()) {
            options.reasoning(ReasoningOptions.of(
                    think.asBoolean() ? ReasoningOptions.Effort.MEDIUM : ReasoningOptions.Effort.NONE));
        } else if (think.isTextual()) {
            options.reasoning(ReasoningOptions.of(
                    ReasoningOptions.Effort.valueOf(think.asText().toUpperCase(Locale.ROOT))));
        }
        boolean logprobs = taken("logprobs").asBoolean(false);
        Optional<JsonNode> alternatives = Optional.of(taken("top_logprobs")).filter(JsonNode::isNumber);
        if (logprobs) {
            options.logprobs(alternatives.map(JsonNode::intValue).orElse(0));
        }
    }

    private JsonNode taken(String member) {
        JsonNode value = body.path(member);
        body.remove(member);
        return value;
    }
}
