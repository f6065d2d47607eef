package dev.llmops.remote.chat;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.List;
import java.util.Optional;

/** Writes a conversation as the messages of a chat completion. Used once. */
final class ChatMessages {
    /** The type of a part that is a member of an assistant's message, such as {@code audio}. */
    static final String MEMBER = "message.";

    private final ChatDialect dialect;
    private final Encoding encoding;
    private final ChatMedia media;
    private final ShortCallIds callIds = new ShortCallIds();
    private boolean inTurn;

    ChatMessages(ChatDialect dialect, Encoding encoding) {
        this.dialect = dialect;
        this.encoding = encoding;
        this.media = new ChatMedia(dialect, encoding);
    }

    ArrayNode encode(List<Message> messages) {
        ArrayNode all = Json.array();
        int turnStart = lastUser(messages);
        for (int i = 0; i < messages.size(); i++) {
            Message message = messages.get(i);
            inTurn = i > turnStart;
            switch (message.role()) {
                case SYSTEM -> parts(all.addObject().put("role", dialect.systemRole()), message);
                case USER -> parts(all.addObject().put("role", "user"), message);
                case ASSISTANT -> assistant(all.addObject().put("role", "assistant"), message);
                case TOOL -> results(all, message);
            }
        }
        return all;
    }

    /** {@return where the turn begins that is under way: the last message of the user} */
    private static int lastUser(List<Message> messages) {
        int last = messages.size() - 1;
        while (last >= 0 && messages.get(last).role() != Role.USER) {
            last--;
        }
        return last;
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
            attachment(parts, attachment, role);
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

    private void attachment(ArrayNode parts, Content.Attachment attachment, Role role) {
        if (role == Role.TOOL) {
            throw encoding.impossible(
                    "media in the result of a tool", "Put them into a message of the user that follows the results.");
        }
        parts.add(media.encode(attachment.media()));
    }

    private void assistant(ObjectNode target, Message message) {
        ArrayNode parts = Json.array();
        StringBuilder thoughts = new StringBuilder();
        for (Content content : message.contents()) {
            if (content instanceof Content.ToolUse use) {
                toolCall(target.withArray("tool_calls"), use);
            } else if (content instanceof Content.Reasoning reasoning && !dialect.has(Trait.THINKING_PARTS)) {
                thoughts.append(reasoning.text());
            } else if (content instanceof Content.Refusal refusal) {
                target.put("refusal", refusal.text());
            } else if (content instanceof Content.Opaque opaque && isMember(opaque)) {
                member(target, opaque);
            } else if (!(content instanceof Content.Attachment)) {
                part(parts, content, Role.ASSISTANT);
            }
        }
        thoughts(target, thoughts.toString());
        content(target, parts, message);
        made(target, message);
    }

    private void thoughts(ObjectNode target, String thoughts) {
        boolean wanted = !dialect.has(Trait.THOUGHTS_IN_TURN) || (inTurn && target.has("tool_calls"));
        if (wanted && !thoughts.isEmpty() && !dialect.thoughts().isEmpty()) {
            target.put(dialect.thoughts(), thoughts);
        }
    }

    private static void content(ObjectNode target, ArrayNode parts, Message message) {
        boolean onlyText = true;
        for (JsonNode part : parts) {
            onlyText &= Json.text(part, "type").equals("text");
        }
        if (!parts.isEmpty() && onlyText) {
            target.put("content", message.text());
        } else if (!parts.isEmpty()) {
            target.set("content", parts);
        } else if (!target.has("tool_calls") && !target.has("refusal") && !target.has("audio")) {
            target.put("content", "");
        }
    }

    /** What the model made itself goes back by an id, or not at all. */
    private void made(ObjectNode target, Message message) {
        boolean lost = message.contents().stream().anyMatch(Content.Attachment.class::isInstance);
        if (lost && !target.has("audio")) {
            encoding.warn("media that the model made were not sent back: the format has no place for them");
        }
    }

    private static boolean isMember(Content.Opaque opaque) {
        return opaque.type().startsWith(MEMBER);
    }

    private void member(ObjectNode target, Content.Opaque opaque) {
        if (opaque.provider().equals(dialect.provider())) {
            target.set(opaque.type().substring(MEMBER.length()), Json.read(opaque.json()));
        }
    }

    private void toolCall(ArrayNode calls, Content.ToolUse use) {
        ToolCall call = use.call();
        ObjectNode target = calls.addObject();
        target.put("id", callId(call.id())).put("type", "function");
        target.putObject("function").put("name", call.name()).put("arguments", call.arguments());
        // The opaque state of another format has no such member.
        JsonNode extras = Json.readOrMissing(use.signature()).path(ChatToolCalls.EXTRAS);
        if (extras.isObject()) {
            target.set(ChatToolCalls.EXTRAS, extras);
        }
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
            if (parts.isEmpty()) {
                target.put("content", "");
            } else if (parts.size() == 1 && parts.get(0) instanceof Content.Text text) {
                target.put("content", text.text());
            } else {
                ArrayNode array = target.putArray("content");
                parts.forEach(part -> part(array, part, Role.TOOL));
            }
        }
    }
}
