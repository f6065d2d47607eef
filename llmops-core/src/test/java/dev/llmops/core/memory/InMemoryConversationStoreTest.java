package dev.llmops.core.memory;

import static dev.llmops.core.memory.Turns.turn;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InMemoryConversationStoreTest extends ConversationStoreContract {
    @Override
    ConversationStore create() {
        return ConversationStore.inMemory();
    }

    @Test
    void forgetsTheConversationThatWasNotUsedForLongest() {
        ConversationStore small = ConversationStore.inMemory(2);
        small.append(turn("a", 1));
        small.append(turn("b", 2));
        small.newest("a", 1);

        small.append(turn("c", 3));

        assertThat(small.conversations()).containsExactlyInAnyOrder("a", "c");
    }
}
