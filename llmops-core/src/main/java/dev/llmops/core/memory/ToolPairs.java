package dev.llmops.core.memory;

import dev.llmops.api.model.Content;
import dev.llmops.api.model.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds tool calls and results that belong together, and takes out those that stand alone.
 *
 * <p>Providers refuse a request with half a pair in it. A result belongs to the last call of its id
 * that stands before it and has no result yet; ids may repeat, since some providers number the
 * calls of every response anew.
 */
final class ToolPairs {
    private final Set<Part> alone = new HashSet<>();
    private final Map<String, Deque<Part>> open = new HashMap<>();

    private ToolPairs() {}

    /**
     * {@return the messages without tool calls that have no result and results that have no call}
     *
     * @param coming what the user says next, results among it
     */
    static List<Message> complete(List<Message> messages, List<Content> coming) {
        ToolPairs pairs = new ToolPairs();
        for (int i = 0; i < messages.size(); i++) {
            List<Content> contents = messages.get(i).contents();
            for (int j = 0; j < contents.size(); j++) {
                pairs.visit(contents.get(j), new Part(i, j));
            }
        }
        for (int j = 0; j < coming.size(); j++) {
            pairs.visit(coming.get(j), new Part(messages.size(), j));
        }
        return pairs.alone.isEmpty() ? messages : pairs.without(messages);
    }

    private void visit(Content content, Part part) {
        if (content instanceof Content.ToolUse use) {
            alone.add(part);
            open.computeIfAbsent(use.call().id(), id -> new ArrayDeque<>()).push(part);
        } else if (content instanceof Content.ToolResult result) {
            Deque<Part> calls = open.get(result.callId());
            if (calls == null || calls.isEmpty()) {
                alone.add(part);
            } else {
                alone.remove(calls.pop());
            }
        }
    }

    private List<Message> without(List<Message> messages) {
        List<Message> complete = new ArrayList<>(messages.size());
        for (int i = 0; i < messages.size(); i++) {
            Message message = messages.get(i);
            List<Content> kept = new ArrayList<>(message.contents().size());
            for (int j = 0; j < message.contents().size(); j++) {
                if (!alone.contains(new Part(i, j))) {
                    kept.add(message.contents().get(j));
                }
            }
            if (kept.size() == message.contents().size()) {
                complete.add(message);
            } else if (!kept.stream().allMatch(Content.Reasoning.class::isInstance)) {
                complete.add(message.withContents(kept));
            }
        }
        return List.copyOf(complete);
    }

    private record Part(int message, int content) {}
}
