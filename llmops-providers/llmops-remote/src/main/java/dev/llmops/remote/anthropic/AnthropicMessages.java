package dev.llmops.remote.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.Trust;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.Role;
import dev.llmops.remote.claude.ClaudeVersion;
import dev.llmops.remote.claude.ToolInput;
import dev.llmops.remote.wire.Encoding;
import dev.llmops.remote.wire.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a conversation as system text and messages. Used once.
 *
 * <p>What tools returned goes into one message of the user, before what the user says next: Anthropic refuses
 * anything else.
 */
final class AnthropicMessages {
    private final Encoding encoding;
    private final AnthropicMedia media;
    private final CacheBreakpoints breakpoints;
    private final boolean citing;
    private final ArrayNode system = Json.array();
    private final ArrayNode messages = Json.array();

    /** The message of tool results that what the user says next goes into, too. */
    private @Nullable ArrayNode results;

    AnthropicMessages(Encoding encoding, CacheBreakpoints breakpoints, boolean citing) {
        this.encoding = encoding;
        this.media = new AnthropicMedia(encoding, citing);
        this.breakpoints = breakpoints;
        this.citing = citing;
    }

    /** Writes the conversation, with its passages as documents if the model shall cite them. */
    void encode(ModelRequest request) {
        List<Message> all = request.messages();
        boolean documents = citing && !request.passages().isEmpty();
        int question = documents ? lastOfUser(all) : -1;
        for (int i = 0; i < all.size(); i++) {
            Message message = all.get(i);
            if (i == question) {
                ArrayNode blocks = blocksOf(Role.USER);
                request.passages().forEach(passage -> blocks.add(media.encode(passage)));
                results = blocks;
                message = message.withContents(message.contents().stream()
                        .filter(part -> !(part instanceof Content.Text text && text.trust() == Trust.RETRIEVED))
                        .toList());
            }
            encode(message);
        }
    }

    private static int lastOfUser(List<Message> messages) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i).role() == Role.USER) {
                return i;
            }
        }
        return -1;
    }

    /** {@return the instructions; empty if there are none} */
    ArrayNode system() {
        return system;
    }

    ArrayNode messages() {
        return messages;
    }

    /** {@return whether something is meant that was uploaded before} */
    boolean hasUploads() {
        return media.hasUploads();
    }

    private void encode(Message message) {
        ArrayNode blocks = Json.array();
        message.contents().forEach(content -> add(blocks, content, message.role()));
        if (blocks.isEmpty()) {
            return;
        }
        boolean instructions = message.role() == Role.SYSTEM && goesInFront();
        message.cachePoint().ifPresent(point -> {
            if (instructions) {
                breakpoints.markBeforeMessages(blocks, point);
            } else {
                breakpoints.markMessage(blocks, point);
            }
        });
        if (instructions) {
            system.addAll(blocks);
            return;
        }
        ArrayNode target = blocksOf(message.role());
        int first = 0;
        for (JsonNode block : blocks) {
            if (Json.text(block, "type").equals("tool_result")) {
                target.insert(firstAfterResults(target, first++), block);
            } else {
                target.add(block);
            }
        }
    }

    private static int firstAfterResults(ArrayNode target, int from) {
        int at = from;
        while (at < target.size() && Json.text(target.get(at), "type").equals("tool_result")) {
            at++;
        }
        return at;
    }

    private boolean goesInFront() {
        if (messages.isEmpty()) {
            return true;
        }
        boolean inline = ClaudeVersion.of(encoding.model()).takesInlineInstructions();
        if (!inline) {
            encoding.warn("instructions between messages were put in front of them: " + encoding.model()
                    + " takes them nowhere else");
        }
        return !inline;
    }

    /** {@return where the blocks of a message of a role go} */
    private ArrayNode blocksOf(Role role) {
        boolean joins = role == Role.TOOL || role == Role.USER;
        ArrayNode target = joins && results != null
                ? results
                : messages.addObject().put("role", name(role)).putArray("content");
        results = role == Role.TOOL ? target : null;
        return target;
    }

    private static String name(Role role) {
        return switch (role) {
            case SYSTEM -> "system";
            case USER, TOOL -> "user";
            case ASSISTANT -> "assistant";
        };
    }

    private void add(ArrayNode blocks, Content content, Role role) {
        if (content instanceof Content.Text text) {
            addText(blocks, text.text());
        } else if (content instanceof Content.Refusal refusal) {
            addText(blocks, refusal.text());
        } else if (content instanceof Content.Reasoning reasoning) {
            addThoughts(blocks, reasoning);
        } else if (content instanceof Content.Opaque opaque) {
            addOpaque(blocks, opaque);
        } else if (content instanceof Content.ToolUse use && role == Role.ASSISTANT) {
            blocks.addObject()
                    .put("type", "tool_use")
                    .put("id", use.call().id())
                    .put("name", use.call().name())
                    .set("input", ToolInput.of(use.call()));
        } else if (content instanceof Content.ToolResult result && (role == Role.TOOL || role == Role.USER)) {
            addResult(blocks, result);
        } else if (content instanceof Content.Attachment attachment && role != Role.SYSTEM && role != Role.ASSISTANT) {
            blocks.add(media.encode(attachment.media()));
        } else {
            throw encoding.impossible(
                    content.getClass().getSimpleName() + " in a message of role " + role,
                    "Put tool calls into messages of the assistant, their results into messages of role TOOL,"
                            + " and pictures and files into messages of the user.");
        }
    }

    /** Anthropic refuses text without a word in it. */
    private static void addText(ArrayNode blocks, String text) {
        if (!text.isBlank()) {
            blocks.addObject().put("type", "text").put("text", text);
        }
    }

    /** Thoughts without a signature are those of another model, which Anthropic does not take. */
    private static void addThoughts(ArrayNode blocks, Content.Reasoning reasoning) {
        if (!reasoning.signature().isEmpty()) {
            blocks.addObject()
                    .put("type", "thinking")
                    .put("thinking", reasoning.text())
                    .put("signature", reasoning.signature());
        }
    }

    private static void addOpaque(ArrayNode blocks, Content.Opaque opaque) {
        if (!opaque.provider().equals(AnthropicClient.PROVIDER)) {
            return;
        }
        ObjectNode json = Json.argument(opaque.json(), "opaque part");
        if (!opaque.type().endsWith(AnthropicBlock.MEMBERS_OF)) {
            blocks.add(json);
        } else if (blocks.path(blocks.size() - 1) instanceof ObjectNode before
                && opaque.type().equals(Json.text(before, "type") + AnthropicBlock.MEMBERS_OF)) {
            before.setAll(json);
        }
    }

    private void addResult(ArrayNode blocks, Content.ToolResult result) {
        ObjectNode block = blocks.addObject().put("type", "tool_result").put("tool_use_id", result.callId());
        ArrayNode parts = Json.array();
        result.parts().forEach(part -> add(parts, part, Role.TOOL));
        if (!parts.isEmpty()) {
            block.set("content", parts);
        }
        if (result.failed()) {
            block.put("is_error", true);
        }
    }
}
