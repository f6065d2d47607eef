package dev.llmops.core;

import dev.llmops.api.Trust;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.Role;
import dev.llmops.api.pipeline.Answer;
import dev.llmops.api.pipeline.Prompt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a memory keeps of a call. */
final class Exchange {
    private Exchange() {}

    /** {@return what tools returned, the user's own words, and the answer, as messages} */
    static List<Message> of(Prompt asked, Answer answer) {
        List<Content> results = new ArrayList<>();
        List<Content> words = new ArrayList<>();
        if (!asked.original().isEmpty()) {
            words.add(new Content.Text(asked.original(), Trust.USER));
        }
        asked.attachments()
                .forEach(attached -> (attached instanceof Content.ToolResult ? results : words).add(attached));
        List<Message> messages = new ArrayList<>();
        if (!results.isEmpty()) {
            messages.add(Message.of(Role.TOOL, results));
        }
        if (!words.isEmpty()) {
            messages.add(Message.of(Role.USER, words));
        }
        messages.add(Message.of(Role.ASSISTANT, reply(answer)));
        return messages;
    }

    /** What was answered, with what providers want to have back where tools were called: signatures, and signed thoughts. */
    private static List<Content> reply(Answer answer) {
        List<Content> reply = new ArrayList<>();
        Map<String, String> signatures = new HashMap<>();
        // A thought that a guard has changed no longer fits its signature.
        boolean thoughts = !answer.toolCalls().isEmpty()
                && answer.reasoning().equals(answer.response().reasoning());
        for (Content content : answer.response().message().contents()) {
            if (content instanceof Content.ToolUse use) {
                signatures.put(use.call().id(), use.signature());
            } else if (thoughts
                    && content instanceof Content.Reasoning thought
                    && !thought.signature().isEmpty()) {
                reply.add(thought);
            }
        }
        if (!answer.text().isEmpty()) {
            reply.add(new Content.Text(answer.text(), Trust.MODEL));
        }
        answer.toolCalls()
                .forEach(call -> reply.add(new Content.ToolUse(call, signatures.getOrDefault(call.id(), ""))));
        return reply;
    }
}
