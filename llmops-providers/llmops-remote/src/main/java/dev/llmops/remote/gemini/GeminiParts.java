package dev.llmops.remote.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.Media;
import dev.llmops.api.model.ToolCall;
import dev.llmops.remote.wire.Encoding;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.MadeUpCallIds;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** Writes parts of messages as parts of contents. */
final class GeminiParts {
    /** The type of an opaque part that holds further members of the part before it, such as its signature. */
    static final String MEMBERS = "members";

    /**
     * What Google documents as the signature of a call that another model made: base64 of
     * {@code context_engineering_is_the_way_to_go}. Models from 3 on refuse a call without any.
     */
    private static final String SIGNATURE_OF_OTHERS = "Y29udGV4dF9lbmdpbmVlcmluZ19pc190aGVfd2F5X3RvX2dv";

    private final String provider;
    private final Encoding encoding;

    GeminiParts(String provider, Encoding encoding) {
        this.provider = provider;
        this.encoding = encoding;
    }

    void write(List<? extends Content> contents, ArrayNode parts) {
        boolean called = false;
        for (Content content : contents) {
            if (content instanceof Content.ToolUse use) {
                parts.add(call(use, !called));
                called = true;
            } else {
                write(content, parts);
            }
        }
    }

    private void write(Content content, ArrayNode parts) {
        if (content instanceof Content.Text text) {
            parts.addObject().put("text", text.text());
        } else if (content instanceof Content.Attachment attachment) {
            parts.add(media(attachment.media()));
        } else if (content instanceof Content.Refusal refusal) {
            parts.addObject().put("text", refusal.text());
        } else if (content instanceof Content.ToolResult result) {
            parts.addObject().set("functionResponse", result(result));
        } else if (content instanceof Content.Reasoning reasoning
                && reasoning.signature().isEmpty()) {
            // Thoughts that are signed are another provider's: here signatures of thoughts are members.
            parts.addObject().put("text", reasoning.text()).put("thought", true);
        } else if (content instanceof Content.Opaque opaque && opaque.provider().equals(provider)) {
            opaque(opaque, parts);
        }
    }

    private static void opaque(Content.Opaque opaque, ArrayNode parts) {
        ObjectNode json = Json.argument(opaque.json(), "opaque part");
        if (!opaque.type().equals(MEMBERS)) {
            parts.add(json);
            return;
        }
        ObjectNode signed =
                parts.isEmpty() ? parts.addObject().put("text", "") : (ObjectNode) parts.get(parts.size() - 1);
        signed.setAll(json);
    }

    private ObjectNode call(Content.ToolUse use, boolean first) {
        ToolCall call = use.call();
        ObjectNode part = Json.object();
        ObjectNode function = part.putObject("functionCall");
        id(function, call.id());
        function.put("name", call.name());
        JsonNode arguments = Json.readOrMissing(call.arguments());
        if (arguments.isObject()) {
            function.set("args", arguments);
        } else {
            function.putObject("args").put("malformed", call.arguments());
        }
        if (!use.signature().isEmpty()) {
            part.put("thoughtSignature", use.signature());
        } else if (first && encoding.model().contains("gemini-3")) {
            part.put("thoughtSignature", SIGNATURE_OF_OTHERS);
        }
        return part;
    }

    private static void id(ObjectNode function, String id) {
        if (MadeUpCallIds.isFromProvider(id)) {
            function.put("id", id);
        }
    }

    private ObjectNode result(Content.ToolResult result) {
        ObjectNode function = Json.object();
        id(function, result.callId());
        function.put("name", result.toolName());
        String text = result.parts().stream()
                .filter(Content.Text.class::isInstance)
                .map(part -> ((Content.Text) part).text())
                .collect(Collectors.joining("\n"));
        JsonNode value = Json.readOrMissing(text);
        if (result.failed()) {
            function.putObject("response").put("error", text);
        } else if (value.isObject()) {
            function.set("response", value);
        } else {
            function.putObject("response").put("result", text);
        }
        for (Content part : result.parts()) {
            if (part instanceof Content.Attachment attachment) {
                function.withArray("parts").add(media(attachment.media()));
            }
        }
        return function;
    }

    private static ObjectNode media(Media media) {
        ObjectNode part = Json.object();
        if (media.bytes().isPresent()) {
            part.putObject("inlineData")
                    .put("mimeType", media.mimeType())
                    .put(
                            "data",
                            Base64.getEncoder().encodeToString(media.bytes().get()));
        } else {
            part.putObject("fileData")
                    .put("mimeType", media.mimeType())
                    .put(
                            "fileUri",
                            media.fileId()
                                    .or(() -> media.uri().map(URI::toString))
                                    .orElse(""));
        }
        return part;
    }
}
