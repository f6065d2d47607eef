package dev.llmops.remote.cohere;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.Trust;
import dev.llmops.api.grounding.Passage;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.Media;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.Modality;
import dev.llmops.api.model.Role;
import dev.llmops.api.model.ToolCall;
import dev.llmops.remote.wire.DataUrls;
import dev.llmops.remote.wire.Encoding;
import dev.llmops.remote.wire.Json;
import java.util.List;

/** Writes a conversation as the messages of a chat of Cohere. Used once. */
final class CohereMessages {
    /** The type of an opaque part that says that the reasoning before it is the plan of the tool calls. */
    static final String PLAN = "tool_plan";

    private final Encoding encoding;
    private final List<Passage> documents;

    CohereMessages(Encoding encoding, List<Passage> documents) {
        this.encoding = encoding;
        this.documents = documents;
    }

    ArrayNode encode(List<Message> messages) {
        ArrayNode all = Json.array();
        for (Message message : messages) {
            switch (message.role()) {
                case SYSTEM -> parts(all.addObject().put("role", "system"), message);
                case USER -> parts(all.addObject().put("role", "user"), message);
                case ASSISTANT -> assistant(all.addObject().put("role", "assistant"), message);
                case TOOL -> results(all, message);
            }
        }
        return all;
    }

    private void parts(ObjectNode target, Message message) {
        List<Content> contents = message.contents().stream()
                .filter(content -> !isQuotation(content))
                .toList();
        if (contents.size() == 1 && contents.get(0) instanceof Content.Text text) {
            target.put("content", text.text());
            return;
        }
        ArrayNode parts = target.putArray("content");
        contents.forEach(content -> part(parts, content, message.role()));
    }

    /** {@return whether a part only quotes a passage that goes as a document} */
    private boolean isQuotation(Content content) {
        return content instanceof Content.Text text
                && text.trust() == Trust.RETRIEVED
                && documents.stream().anyMatch(passage -> text.text().contains(passage.text()));
    }

    private void part(ArrayNode parts, Content content, Role role) {
        if (content instanceof Content.Text text) {
            parts.addObject().put("type", "text").put("text", text.text());
        } else if (content instanceof Content.Refusal refusal) {
            parts.addObject().put("type", "text").put("text", refusal.text());
        } else if (content instanceof Content.Attachment attachment) {
            image(parts, attachment.media(), role);
        } else if (content instanceof Content.Opaque opaque) {
            if (opaque.provider().equals(CohereClient.PROVIDER)
                    && !opaque.type().equals(PLAN)) {
                parts.add(Json.argument(opaque.json(), "opaque part"));
            }
        } else if (content instanceof Content.Reasoning reasoning) {
            // Signed thoughts are those of another provider.
            if (reasoning.signature().isEmpty()) {
                parts.addObject().put("type", "thinking").put("thinking", reasoning.text());
            }
        } else {
            throw encoding.impossible(
                    content.getClass().getSimpleName() + " in a message of role " + role,
                    "Put tool calls into messages of the assistant, and their results into messages of role TOOL.");
        }
    }

    private void image(ArrayNode parts, Media media, Role role) {
        if (media.modality() != Modality.IMAGE || role != Role.USER) {
            throw encoding.impossible(
                    media.mimeType() + " in a message of role " + role, "Send text, or pictures of the user.");
        }
        String url = DataUrls.of(media)
                .orElseThrow(() -> encoding.impossible(
                        "a picture by the id of an upload", "Give its bytes or its address instead."));
        parts.addObject().put("type", "image_url").putObject("image_url").put("url", url);
    }

    private void assistant(ObjectNode target, Message message) {
        ArrayNode parts = Json.array();
        List<Content> contents = message.contents();
        for (int i = 0; i < contents.size(); i++) {
            Content content = contents.get(i);
            if (content instanceof Content.ToolUse use) {
                toolCall(target.withArrayProperty("tool_calls"), use.call());
            } else if (content instanceof Content.Reasoning plan && isPlan(contents, i + 1)) {
                target.put("tool_plan", plan.text());
            } else {
                part(parts, content, Role.ASSISTANT);
            }
        }
        if (!parts.isEmpty()) {
            target.set("content", parts);
        } else if (!target.has("tool_calls")) {
            target.put("content", "");
        }
    }

    private static boolean isPlan(List<Content> contents, int marker) {
        return marker < contents.size()
                && contents.get(marker) instanceof Content.Opaque opaque
                && opaque.provider().equals(CohereClient.PROVIDER)
                && opaque.type().equals(PLAN);
    }

    private static void toolCall(ArrayNode calls, ToolCall call) {
        calls.addObject()
                .put("id", call.id())
                .put("type", "function")
                .putObject("function")
                .put("name", call.name())
                .put("arguments", call.arguments());
    }

    private void results(ArrayNode all, Message message) {
        for (Content content : message.contents()) {
            if (!(content instanceof Content.ToolResult result)) {
                throw encoding.impossible(
                        content.getClass().getSimpleName() + " in a message of role TOOL",
                        "Put only tool results there.");
            }
            ObjectNode target = all.addObject().put("role", "tool").put("tool_call_id", result.callId());
            List<Content> parts = result.parts();
            if (parts.size() == 1 && parts.get(0) instanceof Content.Text text) {
                target.put("content", text.text());
            } else {
                ArrayNode array = target.putArray("content");
                parts.forEach(part -> part(array, part, Role.TOOL));
            }
        }
    }
}
