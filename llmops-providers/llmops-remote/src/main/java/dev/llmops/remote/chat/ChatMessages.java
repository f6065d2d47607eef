package dev.llmops.remote.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.model.CachePoint;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.Role;
import dev.llmops.api.model.ToolCall;
import dev.llmops.remote.chat.ChatDialect.Trait;
import dev.llmops.remote.wire.Encoding;
import dev.llmops.remote.wire.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes a conversation as the messages of a chat completion. Used once. */
final class ChatMessages {
    /** The type of a part that is a member of an assistant's message, such as {@code audio}. */
    static final String MEMBER = "message.";

    private final ChatDialect dialect;
    private final Encoding encoding;
    private final ChatMedia media;
    private final ShortCallIds callIds = new ShortCallIds();
    private final Map<String, String> names = new HashMap<>();

    ChatMessages(ChatDialect dialect, Encoding encoding) {
        this.dialect = dialect;
        this.encoding = encoding;
        this.media = new ChatMedia(dialect, encoding);
    }

    ArrayNode encode(List<Message> messages) {
        ArrayNode all = Json.array();
        for (Message message : messages) {
            switch (message.role()) {
                case SYSTEM -> parts(all.addObject().put("role", dialect.systemRole()), message);
                case USER -> parts(all.addObject().put("role", "user"), message);
                case ASSISTANT -> assistant(all.addObject().put("role", "assistant"), message);
                case TOOL -> results(all, message);
            }
        }
        return all;
    }

    private void parts(ObjectNode target, Message message) {
        List<Content> contents = message.contents();
        boolean plain = contents.size() == 1
                && contents.get(0) instanceof Content.Text
                && !(message.cachePoint().isPresent() && dialect.has(Trait.CACHE_CONTROL));
        if (plain) {
            target.put("content", ((Content.Text) contents.get(0)).text());
            return;
        }
        ArrayNode parts = target.putArray("content");
        contents.forEach(content -> part(parts, content, message.role()));
        cache(parts, message.cachePoint());
    }

    private void cache(ArrayNode parts, Optional<CachePoint> point) {
        if (point.isPresent() && dialect.has(Trait.CACHE_CONTROL) && !parts.isEmpty()) {
            ObjectNode control = ((ObjectNode) parts.get(parts.size() - 1)).putObject("cache_control");
            control.put("type", "ephemeral");
            if (point.get() == CachePoint.LONG) {
                control.put("ttl", "1h");
            }
        }
    }

    private void part(ArrayNode parts, Content content, Role role) {
        if (content instanceof Content.Text text) {
            parts.addObject().put("type", "text").put("text", text.text());
        } else if (content instanceof Content.Attachment attachment) {
            parts.add(media.encode(attachment.media()));
        } else if (content instanceof Content.Refusal refusal) {
            parts.addObject().put("type", "refusal").put("refusal", refusal.text());
        } else if (content instanceof Content.Opaque opaque) {
            if (opaque.provider().equals(dialect.provider()) && !opaque.type().startsWith(MEMBER)) {
                parts.add(Json.argument(opaque.json(), "opaque part"));
            }
        } else if (content instanceof Content.Reasoning reasoning && dialect.has(Trait.THINKING_PARTS)) {
            parts.addObject()
                    .put("type", "thinking")
                    .putArray("thinking")
                    .addObject()
                    .put("type", "text")
                    .put("text", reasoning.text());
        } else if (!(content instanceof Content.Reasoning)) {
            throw encoding.impossible(
                    content.getClass().getSimpleName() + " in a message of role " + role,
                    "Put tool calls into messages of the assistant, and their results into messages of role TOOL.");
        }
    }

    private void assistant(ObjectNode target, Message message) {
        ArrayNode parts = Json.array();
        StringBuilder thoughts = new StringBuilder();
        boolean onlyText = true;
        for (Content content : message.contents()) {
            if (content instanceof Content.ToolUse use) {
                toolCall(target.withArray("tool_calls"), use.call());
            } else if (content instanceof Content.Reasoning reasoning && !dialect.has(Trait.THINKING_PARTS)) {
                thoughts.append(reasoning.text());
            } else if (content instanceof Content.Refusal refusal) {
                target.put("refusal", refusal.text());
            } else if (content instanceof Content.Attachment) {
                // What the model made itself goes back by its id, which is a member of its own.
                onlyText &= true;
            } else {
                onlyText &= content instanceof Content.Text || isMember(content);
                member(target, content);
                part(parts, content, Role.ASSISTANT);
            }
        }
        if (!thoughts.isEmpty() && !dialect.thoughts().isEmpty()) {
            target.put(dialect.thoughts(), thoughts.toString());
        }
        if (onlyText && !parts.isEmpty()) {
            target.put("content", message.text());
        } else if (!parts.isEmpty()) {
            target.set("content", parts);
        } else if (!target.has("tool_calls") && !target.has("refusal") && !target.has("audio")) {
            target.put("content", "");
        }
    }

    private static boolean isMember(Content content) {
        return content instanceof Content.Opaque opaque && opaque.type().startsWith(MEMBER);
    }

    private void member(ObjectNode target, Content content) {
        if (content instanceof Content.Opaque opaque
                && isMember(opaque)
                && opaque.provider().equals(dialect.provider())) {
            target.set(opaque.type().substring(MEMBER.length()), Json.read(opaque.json()));
        }
    }

    private void toolCall(ArrayNode calls, ToolCall call) {
        names.put(call.id(), call.name());
        calls.addObject()
                .put("id", callId(call.id()))
                .put("type", "function")
                .putObject("function")
                .put("name", call.name())
                .put("arguments", call.arguments());
    }

    private String callId(String id) {
        return dialect.has(Trait.SHORT_CALL_IDS) ? callIds.shortened(id) : id;
    }

    private void results(ArrayNode all, Message message) {
        for (Content content : message.contents()) {
            if (!(content instanceof Content.ToolResult result)) {
                throw encoding.impossible(
                        content.getClass().getSimpleName() + " in a message of role TOOL",
                        "Put only tool results there.");
            }
            ObjectNode target = all.addObject().put("role", "tool").put("tool_call_id", callId(result.callId()));
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
