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
import dev.llmops.remote.anthropic.AnthropicOptions;
import dev.llmops.remote.anthropic.McpServer;
import dev.llmops.remote.anthropic.ServerTool;
import dev.llmops.remote.anthropic.Thinking;
import dev.llmops.remote.wire.DataUrls;
import dev.llmops.remote.wire.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** A recorded body of the messages API, read back into the terms of the library. */
final class AnthropicRequest {
    private static final String PROVIDER = "anthropic";
    private static final Set<String> SAID = Set.of(
            "model",
            "max_tokens",
            "stream",
            "messages",
            "system",
            "tools",
            "tool_choice",
            "thinking",
            "output_config",
            "output_format",
            "stop_sequences",
            "temperature",
            "top_p",
            "top_k",
            "metadata",
            "service_tier",
            "container",
            "inference_geo",
            "cache_control",
            "mcp_servers",
            "diagnostics");

    private static final Set<String> SAID_OF_TOOL =
            Set.of("type", "name", "description", "input_schema", "strict", "defer_loading", "cache_control");

    private final ObjectNode body;
    private final AnthropicOptions.Builder own = AnthropicOptions.builder();
    private final GenerationOptions.Builder options = GenerationOptions.builder();
    private final Map<String, String> toolNames = new HashMap<>();
    private int rawMembers;

    AnthropicRequest(ObjectNode body) {
        this.body = body;
    }

    int rawMembers() {
        return rawMembers;
    }

    ModelRequest request() {
        List<Message> messages = new ArrayList<>();
        if (body.path("system").isTextual()) {
            messages.add(Message.system(body.path("system").textValue()));
        } else {
            body.path("system").forEach(block -> messages.add(message(Role.SYSTEM, List.of(block))));
        }
        body.path("messages").forEach(message -> messages(message, messages));
        if (messages.isEmpty()) {
            return ModelRequest.of("?");
        }
        sampling();
        tools();
        output();
        own();
        return ModelRequest.of(messages)
                .withOptions(options.providerOptions(own.build()).build());
    }

    private void messages(JsonNode message, List<Message> all) {
        String role = Json.text(message, "role");
        if (message.path("content").isTextual()) {
            String text = message.path("content").textValue();
            all.add(role.equals("user") ? Message.user(text) : Message.assistant(text));
            return;
        }
        List<JsonNode> results = new ArrayList<>();
        List<JsonNode> others = new ArrayList<>();
        message.path("content")
                .forEach(block -> (Json.text(block, "type").equals("tool_result") ? results : others).add(block));
        if (!results.isEmpty()) {
            all.add(message(Role.TOOL, results));
        }
        if (!others.isEmpty() || results.isEmpty()) {
            all.add(message(Role.valueOf(role.toUpperCase(Locale.ROOT)), others));
        }
    }

    private Message message(Role role, List<JsonNode> blocks) {
        List<Content> contents = new ArrayList<>();
        Optional<CachePoint> point = Optional.empty();
        for (int i = 0; i < blocks.size(); i++) {
            JsonNode control = blocks.get(i).path("cache_control");
            boolean last = i == blocks.size() - 1;
            if (control.isObject() && !last) {
                contents.add(opaque(blocks.get(i)));
            } else {
                point = control.isObject() ? Optional.of(point(control)) : Optional.empty();
                contents(blocks.get(i), contents);
            }
        }
        Message message = Message.of(role, contents);
        return point.map(message::cachedUpToHere).orElse(message);
    }

    private static CachePoint point(JsonNode control) {
        return Json.text(control, "ttl").equals("1h") ? CachePoint.LONG : CachePoint.SHORT;
    }

    private void contents(JsonNode block, List<Content> target) {
        switch (Json.text(block, "type")) {
            case "text" -> target.add(new Content.Text(Json.text(block, "text"), Trust.USER));
            case "thinking" ->
                target.add(new Content.Reasoning(Json.text(block, "thinking"), Json.text(block, "signature")));
            case "image", "document" -> target.add(media(block));
            case "container_upload" ->
                target.add(new Content.Attachment(
                        Media.uploaded("application/octet-stream", Json.text(block, "file_id"))));
            case "tool_use" -> {
                toolNames.put(Json.text(block, "id"), Json.text(block, "name"));
                target.add(new Content.ToolUse(new ToolCall(
                        Json.text(block, "id"),
                        Json.text(block, "name"),
                        block.path("input").toString())));
            }
            case "tool_result" -> target.add(result(block));
            default -> target.add(opaque(block));
        }
        further(block, target);
    }

    /** Members that go back with a block, in the form in which a response has them. */
    private static void further(JsonNode block, List<Content> target) {
        String type = Json.text(block, "type");
        for (String member : List.of("citations", "caller")) {
            JsonNode value = block.path(member);
            boolean kept = (type.equals("text") || type.equals("tool_use"))
                    && !value.isEmpty()
                    && !Json.text(value, "type").equals("direct");
            if (kept) {
                ObjectNode members = Json.object();
                members.set(member, value);
                target.add(new Content.Opaque(PROVIDER, type + "+", members.toString()));
            }
        }
    }

    private static Content opaque(JsonNode block) {
        return new Content.Opaque(PROVIDER, Json.text(block, "type"), block.toString());
    }

    private Content result(JsonNode block) {
        List<Content> parts = new ArrayList<>();
        JsonNode content = block.path("content");
        if (content.isTextual()) {
            parts.add(new Content.Text(content.textValue(), Trust.TOOL));
        } else {
            content.forEach(part -> contents(part, parts));
        }
        String id = Json.text(block, "tool_use_id");
        return new Content.ToolResult(
                id,
                toolNames.getOrDefault(id, "unknown"),
                parts,
                block.path("is_error").asBoolean());
    }

    private static Content media(JsonNode block) {
        JsonNode source = block.path("source");
        String fallback = Json.text(block, "type").equals("image") ? "image/png" : "application/pdf";
        Media media = switch (Json.text(source, "type")) {
            case "base64" ->
                Media.of(Json.text(source, "media_type"), Base64.getDecoder().decode(uncut(Json.text(source, "data"))));
            case "url" -> DataUrls.media(Json.text(source, "url"), fallback).orElse(null);
            case "file" -> Media.uploaded(fallback, Json.text(source, "file_id"));
            case "text" ->
                Media.of("text/plain", Json.text(source, "data").getBytes(java.nio.charset.StandardCharsets.UTF_8));
            default -> null;
        };
        return media == null || block.has("context") || block.has("citations")
                ? opaque(block)
                : new Content.Attachment(media.named(Json.text(block, "title")));
    }

    /** {@return the part of base64 that a recording kept, as far as it decodes} */
    static String uncut(String base64) {
        String kept = base64.replaceFirst("\\.\\.\\.\\[cut.*$", "");
        return kept.length() == base64.length() ? kept : kept.substring(0, kept.length() / 4 * 4);
    }

    private void sampling() {
        Sampling.Builder sampling = Sampling.builder();
        Json.integer(body, "max_tokens").ifPresent(sampling::maxOutputTokens);
        Json.integer(body, "top_k").ifPresent(sampling::topK);
        if (body.path("temperature").isNumber()) {
            sampling.temperature(body.path("temperature").doubleValue());
        }
        if (body.path("top_p").isNumber()) {
            sampling.topP(body.path("top_p").doubleValue());
        }
        sampling.stop(StreamSupport.stream(body.path("stop_sequences").spliterator(), false)
                .map(JsonNode::asText)
                .toArray(String[]::new));
        options.sampling(sampling.build());
    }

    private void tools() {
        List<ToolSpec> specs = new ArrayList<>();
        for (JsonNode tool : body.path("tools")) {
            String type = Json.text(tool, "type");
            if (type.isEmpty() || type.equals("custom")) {
                specs.add(new ToolSpec(
                        Json.text(tool, "name"),
                        Json.text(tool, "description"),
                        tool.path("input_schema").toString(),
                        tool.path("strict").asBoolean()));
                furtherOfTool(tool);
            } else {
                own.serverTool(serverTool(tool, type));
            }
            if (tool.path("cache_control").isObject()) {
                own.cacheTools(point(tool.path("cache_control")));
            }
        }
        options.tools(specs);
        JsonNode choice = body.path("tool_choice");
        switch (Json.text(choice, "type")) {
            case "any" -> options.toolChoice(ToolChoice.required());
            case "none" -> options.toolChoice(ToolChoice.none());
            case "tool" -> options.toolChoice(ToolChoice.named(Json.text(choice, "name")));
            default -> options.toolChoice(ToolChoice.auto());
        }
        options.parallelToolCalls(!choice.path("disable_parallel_tool_use").asBoolean());
    }

    private void furtherOfTool(JsonNode tool) {
        String name = Json.text(tool, "name");
        if (tool.path("defer_loading").asBoolean()) {
            own.defer(name);
        }
        tool.properties().forEach(member -> {
            if (!SAID_OF_TOOL.contains(member.getKey()) && !member.getValue().isNull()) {
                rawMembers++;
                own.toolMember(name, member.getKey(), member.getValue().toString());
            }
        });
    }

    private static ServerTool serverTool(JsonNode tool, String type) {
        ServerTool made = ServerTool.of(type, Json.text(tool, "name"));
        for (Map.Entry<String, JsonNode> member : tool.properties()) {
            if (!Set.of("type", "name", "cache_control").contains(member.getKey())) {
                made = made.with(member.getKey(), member.getValue().toString());
            }
        }
        return made;
    }

    private void output() {
        JsonNode config = body.path("output_config");
        JsonNode format = config.has("format") ? config.path("format") : body.path("output_format");
        if (format.has("schema")) {
            options.responseFormat(
                    ResponseFormat.schema("answer", format.path("schema").toString()));
        }
        thinking(body.path("thinking"), Json.text(config, "effort"));
        ObjectNode rest = Json.object();
        config.properties().forEach(member -> {
            boolean said = member.getKey().equals("format")
                    || member.getKey().equals("effort")
                            && constant(
                                            AnthropicOptions.Effort.class,
                                            member.getValue().asText())
                                    .isPresent();
            if (!said) {
                rest.set(member.getKey(), member.getValue());
            }
        });
        if (!rest.isEmpty()) {
            rawMembers++;
            own.member("output_config", rest.toString());
        }
    }

    private void thinking(JsonNode thinking, String effort) {
        int budget = Json.integer(thinking, "budget_tokens").orElse(0);
        String type = Json.text(thinking, "type");
        String display = Json.text(thinking, "display");
        Optional<Thinking.Mode> mode = constant(Thinking.Mode.class, type);
        Optional<Thinking.Display> shown = constant(Thinking.Display.class, display.isEmpty() ? "default" : display);
        if (type.equals("enabled") && display.isEmpty()) {
            options.reasoning(new ReasoningOptions(ReasoningOptions.Effort.MEDIUM, budget, false));
        } else if (mode.isPresent() && shown.isPresent()) {
            own.thinking(new Thinking(mode.get(), budget, shown.get()));
        } else if (thinking.isObject()) {
            raw("thinking");
        }
        constant(AnthropicOptions.Effort.class, effort).ifPresent(own::effort);
    }

    private static <E extends Enum<E>> Optional<E> constant(Class<E> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equalsIgnoreCase(name))
                .findFirst();
    }

    private void own() {
        body.path("metadata")
                .properties()
                .forEach(member ->
                        options.metadata(member.getKey(), member.getValue().asText()));
        constant(AnthropicOptions.ServiceTier.class, Json.text(body, "service_tier"))
                .ifPresent(own::serviceTier);
        String geo = Json.text(body, "inference_geo");
        if (!geo.isEmpty()) {
            own.inferenceGeo(geo);
        }
        if (body.path("container").isTextual()) {
            own.container(body.path("container").textValue());
        } else if (body.path("container").isObject()) {
            raw("container");
        }
        if (body.path("cache_control").isObject()) {
            own.cache(point(body.path("cache_control")));
        }
        if (body.path("diagnostics").isObject()) {
            own.diagnostics(Json.text(body.path("diagnostics"), "previous_message_id"));
        }
        body.path("mcp_servers").forEach(this::mcpServer);
        body.fieldNames().forEachRemaining(member -> {
            if (!SAID.contains(member) && !body.path(member).isNull()) {
                raw(member);
            }
        });
    }

    private void raw(String member) {
        rawMembers++;
        own.member(member, body.path(member).toString());
    }

    private void mcpServer(JsonNode server) {
        List<String> allowed = new ArrayList<>();
        server.path("tool_configuration").path("allowed_tools").forEach(tool -> allowed.add(tool.asText()));
        own.mcpServer(new McpServer(
                Json.text(server, "name"),
                Json.text(server, "url"),
                Json.text(server, "authorization_token"),
                allowed));
    }
}
