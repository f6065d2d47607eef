package dev.llmops.core.memory;

import dev.llmops.api.Require;
import dev.llmops.api.pipeline.Turn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns in memory, in the order of use, the conversation that was not used for longest first. */
final class InMemoryConversationStore implements ConversationStore {
    static final int MANY = 10_000;

    private final int maxConversations;
    private final Object lock = new Object();
    private final Map<String, List<Turn>> conversations = new LinkedHashMap<>(16, 0.75f, true);

    InMemoryConversationStore(int maxConversations) {
        this.maxConversations = maxConversations;
    }

    @Override
    public void append(Turn turn) {
        Require.nonNull(turn, "turn");
        synchronized (lock) {
            conversations
                    .computeIfAbsent(turn.conversation(), name -> new ArrayList<>())
                    .add(turn);
            if (conversations.size() > maxConversations) {
                conversations.remove(conversations.keySet().iterator().next());
            }
        }
    }

    @Override
    public List<Turn> newest(String conversation, int limit) {
        checkRead(conversation, limit);
        synchronized (lock) {
            List<Turn> turns = conversations.getOrDefault(conversation, List.of());
            return List.copyOf(turns.subList(Math.max(0, turns.size() - limit), turns.size()));
        }
    }

    @Override
    public List<Turn> oldest(String conversation, int limit) {
        checkRead(conversation, limit);
        synchronized (lock) {
            List<Turn> turns = conversations.getOrDefault(conversation, List.of());
            return List.copyOf(turns.subList(0, Math.min(limit, turns.size())));
        }
    }

    @Override
    public void delete(String conversation) {
        Require.nonBlank(conversation, "conversation");
        synchronized (lock) {
            conversations.remove(conversation);
        }
    }

    @Override
    public List<String> conversations() {
        synchronized (lock) {
            return List.copyOf(conversations.keySet());
        }
    }

    private static void checkRead(String conversation, int limit) {
        Require.nonBlank(conversation, "conversation");
        Require.inRange(limit, 0, Integer.MAX_VALUE, "limit");
    }
}
