package dev.llmops.remote.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.remote.wire.DataUrls;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.ResponseAssembly;

/** Reads what an assistant's message says: text, thoughts and pictures, plain or as a list of parts. */
final class ChatContent {
    private static final String TEXT = "text";
    private static final String REASONING = "reasoning";

    private final ResponseAssembly assembly;

    ChatContent(ResponseAssembly assembly) {
        this.assembly = assembly;
    }

    void text(String delta) {
        // An empty piece must not take the place before the thoughts that follow it.
        if (!delta.isEmpty()) {
            assembly.text(TEXT, delta);
        }
    }

    /** Reads thoughts that stand beside the content, under either of their names. */
    void thoughts(JsonNode message) {
        String thoughts = Json.text(message, "reasoning_content");
        reasoning(thoughts.isEmpty() ? Json.text(message, "reasoning") : thoughts);
    }

    private void reasoning(String delta) {
        if (!delta.isEmpty()) {
            assembly.reasoning(REASONING, delta);
        }
    }

    void read(JsonNode content) {
        if (content.isTextual()) {
            text(content.textValue());
        } else if (content.isArray()) {
            content.forEach(this::part);
        } else if (content.isObject()) {
            part(content);
        }
    }

    private void part(JsonNode part) {
        String type = Json.text(part, "type");
        switch (type) {
            case "text", "output_text" -> text(Json.text(part, "text"));
            case "thinking" -> thinking(part.path("thinking"));
            case "image_url" -> image(part);
            default -> {
                if (part.isTextual()) {
                    text(part.textValue());
                } else {
                    assembly.opaque(type, part.toString());
                }
            }
        }
    }

    private void thinking(JsonNode thinking) {
        if (thinking.isTextual()) {
            reasoning(thinking.textValue());
        }
        for (JsonNode piece : thinking) {
            if (Json.text(piece, "type").equals("text")) {
                reasoning(Json.text(piece, "text"));
            } else {
                ObjectNode part = Json.object().put("type", "thinking");
                part.putArray("thinking").add(piece);
                assembly.opaque("thinking", part.toString());
            }
        }
    }

    void image(JsonNode part) {
        JsonNode address = part.path("image_url");
        String url = address.isTextual() ? address.textValue() : Json.text(address, "url");
        DataUrls.media(url, "image/png")
                .ifPresentOrElse(assembly::media, () -> assembly.opaque("image", part.toString()));
    }
}
