package dev.llmops.core.memory;

import dev.llmops.api.model.Content;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.Role;
import dev.llmops.api.model.ToolCall;
import dev.llmops.api.pipeline.Turn;
import java.time.Instant;
import java.util.List;

/** Turns to test with. */
final class Turns {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456789Z");

    private Turns() {}

    /** {@return a turn of question and answer that can be told from others by {@code number}} */
    static Turn turn(String conversation, int number) {
        return turn(conversation, number, Message.user("question " + number), Message.assistant("answer " + number));
    }

    static Turn turn(String conversation, int number, Message... messages) {
        return new Turn(conversation, "call-" + number, NOON.plusSeconds(number), List.of(messages));
    }

    static Message call(String id) {
        return Message.of(Role.ASSISTANT, List.of(new Content.ToolUse(new ToolCall(id, "clock", "{}"))));
    }

    static Message result(String id) {
        return Message.tool(Content.ToolResult.of(new ToolCall(id, "clock", "{}"), "noon"));
    }
}
