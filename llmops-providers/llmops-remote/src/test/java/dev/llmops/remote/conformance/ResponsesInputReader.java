package dev.llmops.remote.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.Trust;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.Media;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.Modality;
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

/** Reads the input of a recorded body of the Responses format back into messages. Used once. */
final class ResponsesInputReader {
    private final String provider;
    private final Map<String, String> names = new HashMap<>();

    ResponsesInputReader(String provider) {
        this.provider = provider;
    }

    List<Message> read(ObjectNode body) {
        List<Message> messages = new ArrayList<>();
        String instructions = Json.text(body, "instructions");
        if (!instructions.isEmpty()) {
            messages.add(Message.system(instructions));
        }
        JsonNode input = body.path("input");
        if (input.isTextual()) {
            messages.add(Message.user(input.textValue()));
        }
        for (JsonNode item : input) {
            if (item instanceof ObjectNode object) {
                messages.add(item(object));
            }
        }
        return messages;
    }

    private Message item(ObjectNode item) {
        String type = Json.text(item, "type");
        boolean message = (type.isEmpty() || type.equals("message")) && item.has("role");
        if (message) {
            return message(item);
        }
        return switch (type) {
            case "function_call" -> call(item);
            case "function_call_output" -> result(item);
            default ->
                Message.of(
                        item.has("role") ? Role.SYSTEM : Role.ASSISTANT,
                        List.of(new Content.Opaque(provider, type, item.toString())));
        };
    }

    private Message message(ObjectNode item) {
        Role role = switch (Json.text(item, "role")) {
            case "assistant" -> Role.ASSISTANT;
            case "user" -> Role.USER;
            default -> Role.SYSTEM;
        };
        Trust trust = Trust.valueOf(role == Role.ASSISTANT ? "MODEL" : role.name());
        List<Content> contents = new ArrayList<>();
        if (item.path("content").isTextual()) {
            contents.add(new Content.Text(Json.text(item, "content"), trust));
        }
        for (JsonNode part : item.path("content")) {
            contents.add(part(part, trust));
        }
        if (role == Role.ASSISTANT && item.has("id")) {
            contents.add(new Content.Opaque(provider, "message", frame(item)));
        }
        return Message.of(role, contents);
    }

    /** {@return a message of the assistant without what it says} */
    private static String frame(ObjectNode item) {
        ObjectNode rest = item.deepCopy();
        ArrayNode frames = rest.putArray("content");
        for (JsonNode part : item.path("content")) {
            ObjectNode frame = part.deepCopy();
            frame.remove(List.of("text", "refusal"));
            frames.add(frame);
        }
        return rest.toString();
    }

    private Content part(JsonNode part, Trust trust) {
        String type = Json.text(part, "type");
        return switch (type) {
            case "input_text", "output_text" -> new Content.Text(Json.text(part, "text"), trust);
            case "refusal" -> new Content.Refusal(Json.text(part, "refusal"));
            default ->
                media(part)
                        .<Content>map(Content.Attachment::new)
                        .orElseGet(() -> new Content.Opaque(provider, "message." + type, part.toString()));
        };
    }

    private static Optional<Media> media(JsonNode part) {
        String detail = Json.text(part, "detail");
        if (!detail.isEmpty() && !detail.equals("auto")) {
            return Optional.empty();
        }
        boolean image = Json.text(part, "type").equals("input_image");
        String type = image ? "image/png" : "application/octet-stream";
        if (part.hasNonNull("file_id")) {
            return Optional.of(Media.uploaded(type, Json.text(part, "file_id")));
        }
        if (part.hasNonNull("file_url")) {
            return Optional.of(Media.at(type, URI.create(Json.text(part, "file_url"))));
        }
        String address = CutMedia.address(Json.text(part, image ? "image_url" : "file_data"));
        // What is neither picture nor file by its own account is not a term of this format.
        return DataUrls.media(address, type)
                .filter(media -> media.modality() == (image ? Modality.IMAGE : Modality.FILE))
                .map(media -> media.named(Json.text(part, "filename")));
    }

    private Message call(ObjectNode item) {
        String id = Json.text(item, "call_id");
        names.put(id, Json.text(item, "name"));
        ObjectNode rest = item.deepCopy();
        rest.remove(List.of("name", "arguments"));
        return Message.of(
                Role.ASSISTANT,
                List.of(
                        new Content.ToolUse(new ToolCall(id, Json.text(item, "name"), Json.text(item, "arguments"))),
                        new Content.Opaque(provider, "function_call", rest.toString())));
    }

    private Message result(ObjectNode item) {
        String id = Json.text(item, "call_id");
        List<Content> parts = new ArrayList<>();
        if (item.path("output").isTextual()) {
            parts.add(new Content.Text(Json.text(item, "output"), Trust.TOOL));
        }
        for (JsonNode part : item.path("output")) {
            parts.add(part(part, Trust.TOOL));
        }
        return Message.tool(new Content.ToolResult(id, names.getOrDefault(id, "tool"), parts, false));
    }
}
