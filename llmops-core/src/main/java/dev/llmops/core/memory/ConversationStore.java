package dev.llmops.core.memory;

import dev.llmops.api.Require;
import dev.llmops.api.model.Role;
import dev.llmops.api.pipeline.Turn;
import java.util.List;

/**
 * Keeps the turns of conversations, each conversation in the order in which its turns were added.
 *
 * <p>Safe for concurrent use. A turn is kept whole or not at all. Conversations are named by any
 * text that is not blank; a store must not take a name for anything else, such as a path. What goes
 * wrong in the store itself is told by {@link ConversationStoreException}.
 */
public interface ConversationStore extends AutoCloseable {
    /** Adds a turn at the end of its conversation; when it returns, the turn is as safe as the store can make it. */
    void append(Turn turn);

    /** {@return the last {@code limit} turns, or all if there are fewer, oldest first} */
    List<Turn> newest(String conversation, int limit);

    /** {@return the first {@code limit} turns, or all if there are fewer, oldest first} */
    List<Turn> oldest(String conversation, int limit);

    /**
     * {@return the turns that contain a system message, oldest first}
     *
     * <p>Asked for at every recall. A store that can find them without reading the whole conversation
     * should override this.
     */
    default List<Turn> withSystemMessages(String conversation) {
        return newest(conversation, Integer.MAX_VALUE).stream()
                .filter(turn -> turn.messages().stream().anyMatch(message -> message.role() == Role.SYSTEM))
                .toList();
    }

    /** Forgets a conversation for good; one that is not known is forgotten already. */
    void delete(String conversation);

    /** {@return the names of all conversations that have a turn, in no particular order} */
    List<String> conversations();

    /** Releases what the store holds; nothing can be added or read afterwards. */
    @Override
    default void close() {}

    /** {@return a store in memory for up to 10,000 conversations; it forgets the one that was not used for longest} */
    static ConversationStore inMemory() {
        return new InMemoryConversationStore(InMemoryConversationStore.MANY);
    }

    /**
     * {@return a store in memory that forgets the conversation that was not used for longest}
     *
     * @param maxConversations how many it keeps, at least one
     */
    static ConversationStore inMemory(int maxConversations) {
        return new InMemoryConversationStore(
                Require.inRange(maxConversations, 1, Integer.MAX_VALUE, "maxConversations"));
    }
}
