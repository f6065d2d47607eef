package dev.llmops.remote.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.Trust;
import dev.llmops.api.model.CachePoint;
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
import dev.llmops.api.model.ToolChoice;
import dev.llmops.api.model.ToolSpec;
import dev.llmops.remote.bedrock.BedrockOptions;
import dev.llmops.remote.bedrock.Guardrail;
import dev.llmops.remote.wire.Json;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** A recorded body of Converse, read back into the terms of the library. */
final class BedrockRequest {
    private static final String PROVIDER = "bedrock";
    private static final Set<String> SAID = Set.of(
            "messages",
            "system",
            "inferenceConfig",
            "toolConfig",
            "outputConfig",
            "additionalModelRequestFields",
            "additionalModelResponseFieldPaths",
            "guardrailConfig",
            "performanceConfig",
            "serviceTier",
            "requestMetadata");
    private static final Map<String, String> TYPES = Map.of(
            "pdf", "application/pdf",
            "csv", "text/csv",
            "html", "text/html",
            "md", "text/markdown",
            "txt", "text/plain",
            "doc", "application/msword",
            "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "xls", "application/vnd.ms-excel",
            "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private final ObjectNode body;
    private final String effortField;
    private final boolean isClaude;
    private final BedrockOptions.Builder own = BedrockOptions.builder();
    private final GenerationOptions.Builder options = GenerationOptions.builder();
    private final Map<String, String> toolNames = new HashMap<>();
    private int rawMembers;

    /**
     * Reads a body.
     *
     * @param path the path it was sent to, which names the model
     */
    BedrockRequest(ObjectNode body, String path) {
        this.body = body;
        this.isClaude = path.contains("claude-");
        this.effortField =
                path.contains("qwen.") ? "reasoning_config" : path.contains("gpt-oss") ? "reasoning_effort" : "";
    }

    int rawMembers() {
        return rawMembers;
    }

    ModelRequest request() {
        List<Message> messages = new ArrayList<>();
        if (!body.path("system").isEmpty()) {
            message(Role.SYSTEM, nodes(body.path("system")), messages);
        }
        body.path("messages").forEach(message -> messages(message, messages));
        if (messages.isEmpty()) {
            return ModelRequest.of("?");
        }
        sampling(body.path("inferenceConfig"));
        tools(body.path("toolConfig"));
        output(body.path("outputConfig"));
        fields(body.path("additionalModelRequestFields"));
        own();
        return ModelRequest.of(messages)
                .withOptions(options.providerOptions(own.build()).build());
    }

    private static List<JsonNode> nodes(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private void messages(JsonNode message, List<Message> all) {
        List<JsonNode> results = new ArrayList<>();
        List<JsonNode> others = new ArrayList<>();
        boolean user = Json.text(message, "role").equals("user");
        message.path("content").forEach(block -> (user && block.has("toolResult") ? results : others).add(block));
        if (!results.isEmpty()) {
            message(Role.TOOL, results, all);
        }
        if (!others.isEmpty() || results.isEmpty()) {
            message(user ? Role.USER : Role.ASSISTANT, others, all);
        }
    }

    /** A cache point ends a message, so that one in the middle makes two. */
    private void message(Role role, List<JsonNode> blocks, List<Message> all) {
        List<Content> contents = new ArrayList<>();
        for (JsonNode block : blocks) {
            if (block.has("cachePoint")) {
                boolean longTime = Json.text(block.path("cachePoint"), "ttl").equals("1h");
                all.add(Message.of(role, contents).cachedUpToHere(longTime ? CachePoint.LONG : CachePoint.SHORT));
                contents = new ArrayList<>();
            } else {
                contents.add(content(block));
            }
        }
        if (!contents.isEmpty() || blocks.isEmpty()) {
            all.add(Message.of(role, contents));
        }
    }

    private Content content(JsonNode block) {
        String kind = block.fieldNames().next();
        JsonNode value = block.path(kind);
        boolean serverSide = !Set.of("", "tool_use").contains(Json.text(value, "type"));
        if (serverSide || kind.equals("toolResult") && value.has("type")) {
            return opaque(block);
        }
        return switch (kind) {
            case "text" -> new Content.Text(value.asText(), Trust.USER);
            case "image", "audio", "video", "document" -> media(kind, block);
            case "toolUse" -> {
                toolNames.put(Json.text(value, "toolUseId"), Json.text(value, "name"));
                yield new Content.ToolUse(new ToolCall(
                        Json.text(value, "toolUseId"),
                        Json.text(value, "name"),
                        value.path("input").toString()));
            }
            case "toolResult" -> result(value);
            case "reasoningContent" ->
                value.has("reasoningText")
                        ? new Content.Reasoning(
                                Json.text(value.path("reasoningText"), "text"),
                                Json.text(value.path("reasoningText"), "signature"))
                        : opaque(block);
            default -> opaque(block);
        };
    }

    private static Content opaque(JsonNode block) {
        return new Content.Opaque(PROVIDER, block.fieldNames().next(), block.toString());
    }

    private Content result(JsonNode value) {
        String id = Json.text(value, "toolUseId");
        return new Content.ToolResult(
                id,
                toolNames.getOrDefault(id, "unknown"),
                nodes(value.path("content")).stream().map(this::content).toList(),
                Json.text(value, "status").equals("error"));
    }

    private static Content media(String kind, JsonNode block) {
        JsonNode value = block.path(kind);
        String format = Json.text(value, "format");
        String type = kind.equals("document") ? TYPES.getOrDefault(format, "text/plain") : kind + "/" + format;
        JsonNode source = value.path("source");
        if (source.has("s3Location")) {
            return new Content.Attachment(Media.at(type, URI.create(Json.text(source.path("s3Location"), "uri")))
                    .named(Json.text(value, "name")));
        }
        if (!source.path("bytes").isTextual() || value.has("context") || value.has("citations")) {
            return opaque(block);
        }
        byte[] bytes = Base64.getDecoder().decode(AnthropicRequest.uncut(Json.text(source, "bytes")));
        return new Content.Attachment(Media.of(type, bytes).named(Json.text(value, "name")));
    }

    private void sampling(JsonNode config) {
        Sampling.Builder sampling = Sampling.builder();
        Json.integer(config, "maxTokens").ifPresent(sampling::maxOutputTokens);
        if (config.path("temperature").isNumber()) {
            sampling.temperature(config.path("temperature").doubleValue());
        }
        if (config.path("topP").isNumber()) {
            sampling.topP(config.path("topP").doubleValue());
        }
        sampling.stop(nodes(config.path("stopSequences")).stream()
                .map(JsonNode::asText)
                .toArray(String[]::new));
        options.sampling(sampling.build());
    }

    private void tools(JsonNode config) {
        List<ToolSpec> specs = new ArrayList<>();
        for (JsonNode tool : config.path("tools")) {
            JsonNode spec = tool.path("toolSpec");
            if (spec.isObject()) {
                specs.add(new ToolSpec(
                        Json.text(spec, "name"),
                        Json.text(spec, "description"),
                        spec.path("inputSchema").path("json").toString(),
                        spec.path("strict").asBoolean()));
            } else if (tool.has("systemTool")) {
                own.systemTool(Json.text(tool.path("systemTool"), "name"));
            } else if (tool.has("cachePoint")) {
                boolean longTime = Json.text(tool.path("cachePoint"), "ttl").equals("1h");
                own.cacheTools(longTime ? CachePoint.LONG : CachePoint.SHORT);
            }
        }
        options.tools(specs);
        JsonNode choice = config.path("toolChoice");
        if (choice.has("any")) {
            options.toolChoice(ToolChoice.required());
        } else if (choice.has("tool")) {
            options.toolChoice(ToolChoice.named(Json.text(choice.path("tool"), "name")));
        }
    }

    private void output(JsonNode config) {
        JsonNode described = config.path("textFormat").path("structure").path("jsonSchema");
        if (described.isObject()) {
            options.responseFormat(ResponseFormat.schema(Json.text(described, "name"), Json.text(described, "schema")));
        }
        String description = Json.text(described, "description");
        if (!description.isEmpty()) {
            rawMembers++;
            ObjectNode rest = Json.object();
            rest.putObject("textFormat")
                    .putObject("structure")
                    .putObject("jsonSchema")
                    .put("description", description);
            own.member("outputConfig", rest.toString());
        }
        if (config.has("effort")) {
            rawMembers++;
            ObjectNode rest = Json.object();
            rest.set("effort", config.path("effort"));
            own.member("outputConfig", rest.toString());
        }
    }

    private void fields(JsonNode fields) {
        JsonNode thinking = fields.path("thinking");
        boolean budget =
                isClaude && thinking.size() == 2 && Json.text(thinking, "type").equals("enabled");
        String effort = effortField.isEmpty() ? "" : Json.text(fields, effortField);
        boolean portable = Set.of("low", "medium", "high").contains(effort);
        if (budget) {
            options.reasoning(new ReasoningOptions(
                    ReasoningOptions.Effort.MEDIUM,
                    Json.integer(thinking, "budget_tokens").orElse(0),
                    false));
        } else if (portable) {
            options.reasoning(ReasoningOptions.of(ReasoningOptions.Effort.valueOf(effort.toUpperCase(Locale.ROOT))));
        }
        fields.properties().forEach(member -> {
            boolean said = (budget && member.getKey().equals("thinking"))
                    || (portable && member.getKey().equals(effortField));
            if (!said) {
                own.modelField(member.getKey(), member.getValue().toString());
            }
        });
    }

    private void own() {
        body.path("requestMetadata")
                .properties()
                .forEach(member ->
                        options.metadata(member.getKey(), member.getValue().asText()));
        body.path("additionalModelResponseFieldPaths").forEach(path -> own.responseFields(path.asText()));
        guardrail(body.path("guardrailConfig"));
        word("performanceConfig", "latency").ifPresent(word -> own.latency(BedrockOptions.Latency.valueOf(word)));
        word("serviceTier", "type").ifPresent(word -> own.serviceTier(BedrockOptions.ServiceTier.valueOf(word)));
        body.fieldNames().forEachRemaining(member -> {
            if (!SAID.contains(member)) {
                rawMembers++;
                own.member(member, body.path(member).toString());
            }
        });
    }

    private Optional<String> word(String object, String member) {
        String word = Json.text(body.path(object), member);
        return word.isEmpty() ? Optional.empty() : Optional.of(word.toUpperCase(Locale.ROOT));
    }

    private void guardrail(JsonNode config) {
        if (!config.isObject()) {
            return;
        }
        String trace = Json.text(config, "trace");
        String streaming = Json.text(config, "streamProcessingMode");
        own.guardrail(new Guardrail(
                Json.text(config, "guardrailIdentifier"),
                Json.text(config, "guardrailVersion"),
                Guardrail.Trace.valueOf(trace.isEmpty() ? "DISABLED" : trace.toUpperCase(Locale.ROOT)),
                Guardrail.Streaming.valueOf(streaming.isEmpty() ? "SYNC" : streaming.toUpperCase(Locale.ROOT))));
    }
}
