package dev.llmops.api.pipeline;

import dev.llmops.api.Require;
import dev.llmops.api.model.Message;
import java.time.Instant;
import java.util.List;

/**
 * One exchange of a conversation: what the user said and what came back.
 *
 * @param conversation the conversation
 * @param callId the call in which it happened; unique
 * @param at when it was complete
 * @param messages what tools returned if they were called, the user's own words if there were any, then the answer
 */
public record Turn(String conversation, String callId, Instant at, List<Message> messages) {
    /** Checks and copies all components. */
    public Turn {
        Require.nonBlank(conversation, "conversation");
        Require.nonBlank(callId, "callId");
        Require.nonNull(at, "at");
        messages = List.copyOf(Require.nonNull(messages, "messages"));
        Require.that(!messages.isEmpty(), "messages", "messages must not be empty");
    }

    /** Shows ids and counts only. */
    @Override
    public String toString() {
        return "Turn[" + conversation + ", " + callId + ", " + messages.size() + " messages]";
    }
}
