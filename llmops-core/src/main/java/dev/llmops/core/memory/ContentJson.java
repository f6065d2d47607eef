package dev.llmops.core.memory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.Trust;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.Media;
import dev.llmops.api.model.ToolCall;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The parts of a message as JSON objects, told apart by their {@code type}. */
final class ContentJson {
    /** Whose part it is when a later version of this library wrote it; no provider has this name. */
    static final String LATER_VERSION = "llmops";

    private ContentJson() {}

    static void write(List<Content> contents, ArrayNode array) {
        contents.forEach(content -> write(content, array.addObject()));
    }

    private static void write(Content content, ObjectNode node) {
        if (content instanceof Content.Text text) {
            node.put("type", "text").put("text", text.text()).put("trust", TurnCodec.lowerCase(text.trust()));
        } else if (content instanceof Content.Attachment attachment) {
            write(attachment.media(), node.put("type", "attachment"));
        } else if (content instanceof Content.ToolUse use) {
            node.put("type", "tool_use")
                    .put("id", use.call().id())
                    .put("name", use.call().name())
                    .put("arguments", use.call().arguments())
                    .put("signature", use.signature());
        } else if (content instanceof Content.ToolResult result) {
            node.put("type", "tool_result")
                    .put("id", result.callId())
                    .put("name", result.toolName())
                    .put("failed", result.failed());
            write(result.parts(), node.putArray("content"));
        } else if (content instanceof Content.Reasoning reasoning) {
            node.put("type", "reasoning").put("text", reasoning.text()).put("signature", reasoning.signature());
        } else if (content instanceof Content.Refusal refusal) {
            node.put("type", "refusal").put("text", refusal.text());
        } else {
            Content.Opaque opaque = (Content.Opaque) content;
            node.put("type", "opaque")
                    .put("provider", opaque.provider())
                    .put("kind", opaque.type())
                    .put("json", opaque.json());
        }
    }

    private static void write(Media media, ObjectNode node) {
        node.put("mime", media.mimeType()).put("name", media.name());
        media.bytes().ifPresent(bytes -> node.put("bytes", bytes));
        media.uri().ifPresent(uri -> node.put("uri", uri.toString()));
        media.fileId().ifPresent(id -> node.put("file", id));
    }

    static List<Content> read(JsonNode array) throws IOException {
        List<Content> contents = new ArrayList<>(array.size());
        for (JsonNode each : array) {
            contents.add(content(each));
        }
        return contents;
    }

    private static Content content(JsonNode node) throws IOException {
        String type = text(node, "type");
        return switch (type) {
            case "text" -> new Content.Text(text(node, "text"), trust(node));
            case "attachment" -> new Content.Attachment(media(node).named(text(node, "name")));
            case "tool_use" ->
                new Content.ToolUse(
                        new ToolCall(text(node, "id"), text(node, "name"), text(node, "arguments")),
                        text(node, "signature"));
            case "tool_result" ->
                new Content.ToolResult(
                        text(node, "id"),
                        text(node, "name"),
                        read(node.path("content")),
                        node.path("failed").asBoolean());
            case "reasoning" -> new Content.Reasoning(text(node, "text"), text(node, "signature"));
            case "refusal" -> new Content.Refusal(text(node, "text"));
            case "opaque" -> new Content.Opaque(text(node, "provider"), text(node, "kind"), text(node, "json"));
            default -> new Content.Opaque(LATER_VERSION, type, node.toString());
        };
    }

    private static Media media(JsonNode node) throws IOException {
        String mimeType = text(node, "mime");
        if (node.has("bytes")) {
            return Media.of(mimeType, node.path("bytes").binaryValue());
        }
        return node.has("uri")
                ? Media.at(mimeType, URI.create(text(node, "uri")))
                : Media.uploaded(mimeType, text(node, "file"));
    }

    /** What has a trust that is not known is not trusted. */
    private static Trust trust(JsonNode node) {
        for (Trust trust : Trust.values()) {
            if (trust.name().equals(TurnCodec.upperCase(node.path("trust")))) {
                return trust;
            }
        }
        return Trust.RETRIEVED;
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asText();
    }
}
