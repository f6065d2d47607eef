package dev.llmops.remote.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.Media;
import dev.llmops.remote.wire.DataUrls;
import dev.llmops.remote.wire.Encoding;
import dev.llmops.remote.wire.Json;

/** Writes text, pictures and files that go to the model. */
final class InputParts {
    private static final String INPUT_TEXT = "input_text";

    private final Encoding encoding;

    InputParts(Encoding encoding) {
        this.encoding = encoding;
    }

    ObjectNode encode(Content content) {
        if (content instanceof Content.Text text) {
            return Json.object().put("type", INPUT_TEXT).put("text", text.text());
        }
        if (content instanceof Content.Attachment attachment) {
            return media(attachment.media());
        }
        throw encoding.impossible(
                content.getClass().getSimpleName() + " as input", "Give text, pictures and files only.");
    }

    /** {@return the parts, or their text where there is nothing else} */
    static JsonNode plainIfPossible(ArrayNode parts) {
        if (parts.isEmpty()) {
            return TextNode.valueOf("");
        }
        JsonNode only = parts.get(0);
        boolean plain = parts.size() == 1 && Json.text(only, "type").equals(INPUT_TEXT) && only.size() == 2;
        return plain ? only.path("text") : parts.deepCopy();
    }

    private ObjectNode media(Media media) {
        return switch (media.modality()) {
            case IMAGE -> image(media);
            case AUDIO -> throw encoding.impossible("a sound", "Ask through chat completions.");
            case VIDEO -> throw encoding.impossible("a film", "Send pictures of it.");
            default -> file(media);
        };
    }

    private static ObjectNode image(Media media) {
        ObjectNode part = Json.object().put("type", "input_image").put("detail", "auto");
        media.fileId().ifPresent(id -> part.put("file_id", id));
        DataUrls.of(media).ifPresent(address -> part.put("image_url", address));
        return part;
    }

    private static ObjectNode file(Media media) {
        ObjectNode part = Json.object().put("type", "input_file");
        media.fileId().ifPresent(id -> part.put("file_id", id));
        media.uri().ifPresent(address -> part.put("file_url", address.toString()));
        if (media.bytes().isPresent()) {
            part.put("filename", media.name().isEmpty() ? "file" : media.name());
            DataUrls.of(media).ifPresent(address -> part.put("file_data", address));
        }
        return part;
    }
}
