package dev.llmops.remote.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.Trust;
import dev.llmops.api.model.CachePoint;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.Media;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.Role;
import dev.llmops.api.model.ToolCall;
import dev.llmops.remote.wire.DataUrls;
import dev.llmops.remote.wire.Json;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the messages of a recorded chat completion back into a conversation. */
final class ChatConversations {
    private final String provider;
    private final Map<String, String> toolNames = new HashMap<>();

    ChatConversations(String provider) {
        this.provider = provider;
    }

    List<Message> read(JsonNode messages) {
        List<Message> all = new ArrayList<>();
        for (JsonNode message : messages) {
            all.add(message(message));
        }
        return all;
    }

    private Message message(JsonNode message) {
        return switch (Json.text(message, "role")) {
            case "system", "developer" -> parts(Role.SYSTEM, message, Trust.SYSTEM);
            case "assistant" -> assistant(message);
            case "tool", "function" -> Message.of(Role.TOOL, List.of(result(message)));
            default -> parts(Role.USER, message, Trust.USER);
        };
    }

    private Message parts(Role role, JsonNode message, Trust trust) {
        JsonNode content = message.path("content").deepCopy();
        Optional<CachePoint> point = cachePoint(content);
        if (content.path(content.size() - 1) instanceof ObjectNode last) {
            last.remove("cache_control");
        }
        Message read = Message.of(role, contents(content, trust));
        return point.map(read::cachedUpToHere).orElse(read);
    }

    private static Optional<CachePoint> cachePoint(JsonNode content) {
        JsonNode control = content.path(content.size() - 1).path("cache_control");
        if (control.isMissingNode()) {
            return Optional.empty();
        }
        return Optional.of(Json.text(control, "ttl").equals("1h") ? CachePoint.LONG : CachePoint.SHORT);
    }

    private List<Content> contents(JsonNode content, Trust trust) {
        List<Content> all = new ArrayList<>();
        if (content.isTextual()) {
            all.add(new Content.Text(content.textValue(), trust));
        }
        for (JsonNode part : content) {
            all.add(part(part, trust));
        }
        return all;
    }

    private Content part(JsonNode part, Trust trust) {
        // A part with more than its payload, such as the detail of a picture, is sent as it is.
        boolean more = part.size() > 2
                || part.path("image_url").size() > 1
                || part.path("video_url").size() > 1;
        return more ? new Content.Opaque(provider, Json.text(part, "type"), part.toString()) : plainPart(part, trust);
    }

    private Content plainPart(JsonNode part, Trust trust) {
        return switch (Json.text(part, "type")) {
            case "text" -> new Content.Text(Json.text(part, "text"), trust);
            case "image_url" -> media(part.path("image_url"), "image/*");
            case "video_url" -> media(part.path("video_url"), "video/*");
            case "document_url" -> media(part.path("document_url"), "application/pdf");
            case "file" -> file(part.path("file"));
            case "refusal" -> new Content.Refusal(Json.text(part, "refusal"));
            case "thinking" -> thinking(part.path("thinking"));
            default -> new Content.Opaque(provider, Json.text(part, "type"), part.toString());
        };
    }

    private static Content media(JsonNode address, String mimeType) {
        String url = address.isTextual() ? address.textValue() : Json.text(address, "url");
        return new Content.Attachment(DataUrls.media(url, mimeType).orElseThrow());
    }

    private static Content file(JsonNode file) {
        if (file.has("file_id")) {
            return new Content.Attachment(Media.uploaded("application/pdf", Json.text(file, "file_id")));
        }
        Media media = DataUrls.media(Json.text(file, "file_data"), "application/pdf")
                .orElse(Media.at("application/pdf", URI.create("file:unknown")));
        return new Content.Attachment(media.named(Json.text(file, "filename")));
    }

    private static Content thinking(JsonNode thinking) {
        StringBuilder text = new StringBuilder();
        thinking.forEach(piece -> text.append(Json.text(piece, "text")));
        return new Content.Reasoning(text.toString(), "");
    }

    private Message assistant(JsonNode message) {
        List<Content> all = new ArrayList<>();
        String thoughts = Json.text(message, "reasoning_content");
        thoughts = thoughts.isEmpty() ? Json.text(message, "reasoning") : thoughts;
        if (!thoughts.isEmpty()) {
            all.add(new Content.Reasoning(thoughts, ""));
        }
        contents(message.path("content"), Trust.MODEL).stream()
                .filter(part ->
                        !(part instanceof Content.Text text && text.text().isEmpty()))
                .forEach(all::add);
        if (Json.has(message, "refusal")) {
            all.add(new Content.Refusal(Json.text(message, "refusal")));
        }
        for (String member : List.of("audio", "reasoning_details", "extra_content", "thought_signature")) {
            if (Json.has(message, member)) {
                all.add(new Content.Opaque(
                        provider, "message." + member, message.path(member).toString()));
            }
        }
        message.path("tool_calls").forEach(call -> all.add(toolUse(call)));
        return Message.of(Role.ASSISTANT, all);
    }

    private Content toolUse(JsonNode call) {
        JsonNode function = call.path("function");
        String id = Json.text(call, "id");
        toolNames.put(id, Json.text(function, "name"));
        String signature = call.has("extra_content")
                ? Json.object().set("extra_content", call.path("extra_content")).toString()
                : "";
        return new Content.ToolUse(
                new ToolCall(id, Json.text(function, "name"), Json.text(function, "arguments")), signature);
    }

    private Content result(JsonNode message) {
        String id = Json.text(message, "tool_call_id");
        return new Content.ToolResult(
                id, toolNames.getOrDefault(id, "unknown"), contents(message.path("content"), Trust.TOOL), false);
    }
}
