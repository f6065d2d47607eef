package dev.llmops.remote.bedrock;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.model.CachePoint;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.Role;
import dev.llmops.remote.claude.ToolInput;
import dev.llmops.remote.wire.Encoding;
import dev.llmops.remote.wire.Json;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes a conversation as system text and messages. Used once.
 *
 * <p>User and assistant must take turns, so that what one says in several messages is joined; results of tools
 * stand before what the user says.
 */
final class BedrockMessages {
    private static final String TOOL_RESULT = "toolResult";

    private final Encoding encoding;
    private final ModelFamily family;
    private final BedrockMedia media;
    private final ArrayNode system = Json.array();
    private final ArrayNode messages = Json.array();
    private final Set<String> calledTools = new LinkedHashSet<>();

    BedrockMessages(Encoding encoding, ModelFamily family) {
        this.encoding = encoding;
        this.family = family;
        this.media = new BedrockMedia(encoding);
    }

    void encode(List<Message> all) {
        for (Message message : all) {
            ArrayNode blocks = Json.array();
            message.contents().forEach(content -> add(blocks, content, message.role()));
            if (blocks.isEmpty()) {
                continue;
            }
            message.cachePoint().ifPresent(point -> blocks.add(cachePoint(point)));
            if (message.role() == Role.SYSTEM) {
                instructions(blocks);
            } else {
                join(turn(message.role() == Role.ASSISTANT ? "assistant" : "user"), blocks);
            }
        }
    }

    ArrayNode system() {
        return system;
    }

    ArrayNode messages() {
        return messages;
    }

    /** {@return the tools of which the conversation has calls or results} */
    Set<String> calledTools() {
        return calledTools;
    }

    static ObjectNode cachePoint(CachePoint point) {
        ObjectNode block = Json.object();
        ObjectNode written = block.putObject("cachePoint").put("type", "default");
        if (point == CachePoint.LONG) {
            written.put("ttl", "1h");
        }
        return block;
    }

    private void instructions(ArrayNode blocks) {
        if (!messages.isEmpty()) {
            encoding.warn("instructions between messages were put in front of them: Bedrock takes them nowhere else");
        }
        system.addAll(blocks);
    }

    private ArrayNode turn(String role) {
        if (messages.path(messages.size() - 1) instanceof ObjectNode last
                && Json.text(last, "role").equals(role)) {
            return last.withArray("content");
        }
        return messages.addObject().put("role", role).putArray("content");
    }

    private static void join(ArrayNode target, ArrayNode blocks) {
        int results = 0;
        while (results < target.size() && target.get(results).has(TOOL_RESULT)) {
            results++;
        }
        boolean fromUser = blocks.get(0).has(TOOL_RESULT) || results > 0;
        for (int i = 0; i < blocks.size(); i++) {
            if (fromUser && blocks.get(i).has(TOOL_RESULT)) {
                target.insert(results++, blocks.get(i));
            } else {
                target.add(blocks.get(i));
            }
        }
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
            calledTools.add(use.call().name());
            blocks.addObject()
                    .putObject("toolUse")
                    .put("toolUseId", use.call().id())
                    .put("name", use.call().name())
                    .set("input", ToolInput.of(use.call()));
        } else if (content instanceof Content.ToolResult result && (role == Role.TOOL || role == Role.USER)) {
            addResult(blocks, result);
        } else if (content instanceof Content.Attachment attachment && role != Role.SYSTEM) {
            blocks.add(media.encode(attachment.media()));
        } else {
            throw encoding.impossible(
                    content.getClass().getSimpleName() + " in a message of role " + role,
                    "Put tool calls into messages of the assistant, their results into messages of role TOOL,"
                            + " and pictures and files into messages of the user.");
        }
    }

    /** Bedrock refuses text without a word in it. */
    private static void addText(ArrayNode blocks, String text) {
        if (!text.isBlank()) {
            blocks.addObject().put("text", text);
        }
    }

    private void addThoughts(ArrayNode blocks, Content.Reasoning reasoning) {
        boolean signed = !reasoning.signature().isEmpty();
        if (!family.takesThoughts(signed)) {
            return;
        }
        ObjectNode text = blocks.addObject()
                .putObject("reasoningContent")
                .putObject("reasoningText")
                .put("text", reasoning.text());
        if (signed) {
            text.put("signature", reasoning.signature());
        }
    }

    private static void addOpaque(ArrayNode blocks, Content.Opaque opaque) {
        if (!opaque.provider().equals(BedrockClient.PROVIDER)) {
            return;
        }
        ObjectNode json = Json.argument(opaque.json(), "opaque part");
        if (!opaque.type().equals(BedrockBlock.CITED_TEXT)) {
            blocks.add(json);
        } else if (blocks.path(blocks.size() - 1).has("text")) {
            blocks.set(blocks.size() - 1, json);
        }
    }

    private void addResult(ArrayNode blocks, Content.ToolResult result) {
        calledTools.add(result.toolName());
        ObjectNode block = blocks.addObject().putObject(TOOL_RESULT).put("toolUseId", result.callId());
        ArrayNode parts = block.putArray("content");
        result.parts().forEach(part -> add(parts, part, Role.TOOL));
        if (result.failed()) {
            block.put("status", "error");
        }
    }
}
