package dev.llmops.remote.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.Role;
import dev.llmops.remote.wire.Encoding;
import dev.llmops.remote.wire.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Writes a conversation as contents, with the words of the system beside them. Used once. */
final class GeminiContents {
    private final Encoding encoding;
    private final GeminiParts parts;
    private final ArrayNode contents = Json.array();
    private final ArrayNode system = Json.array();
    private List<String> lastCalls = List.of();

    GeminiContents(String provider, Encoding encoding) {
        this.encoding = encoding;
        this.parts = new GeminiParts(provider, encoding);
    }

    void write(List<Message> messages, ObjectNode body) {
        for (int i = 0; i < messages.size(); i++) {
            Message message = messages.get(i);
            switch (message.role()) {
                case SYSTEM -> instructions(message);
                case USER -> parts.write(message.contents(), content("user"));
                case ASSISTANT -> answer(message);
                case TOOL -> i = results(messages, i);
            }
        }
        body.set("contents", contents);
        if (!system.isEmpty()) {
            body.putObject("systemInstruction").set("parts", system);
        }
    }

    private ArrayNode content(String role) {
        return contents.addObject().put("role", role).putArray("parts");
    }

    private void instructions(Message message) {
        for (Content content : message.contents()) {
            if (!(content instanceof Content.Text text)) {
                throw encoding.impossible(
                        content.getClass().getSimpleName() + " in instructions", "Put it into a message of the user.");
            }
            system.addObject().put("text", text.text());
        }
    }

    private void answer(Message message) {
        ArrayNode target = content("model");
        parts.write(message.contents(), target);
        if (target.isEmpty()) {
            // A content without parts is refused.
            target.addObject().put("text", "");
        }
        lastCalls = message.toolCalls().stream().map(call -> call.id()).toList();
    }

    /**
     * Writes the results of one turn, which belong into one content and, without ids, into the order of
     * their calls; {@return the place of the last message that holds some}
     */
    private int results(List<Message> messages, int first) {
        List<Content> results = new ArrayList<>();
        int last = first;
        for (int i = first; i < messages.size() && messages.get(i).role() == Role.TOOL; i++) {
            results.addAll(messages.get(i).contents());
            last = i;
        }
        for (Content content : results) {
            if (!(content instanceof Content.ToolResult)) {
                throw encoding.impossible(
                        content.getClass().getSimpleName() + " in a message of role TOOL",
                        "Put only tool results there.");
            }
        }
        results.sort(Comparator.comparingInt(this::place));
        parts.write(results, content("user"));
        return last;
    }

    private int place(Content result) {
        int place = lastCalls.indexOf(((Content.ToolResult) result).callId());
        return place < 0 ? Integer.MAX_VALUE : place;
    }
}
