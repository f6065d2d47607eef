package dev.llmops.core.memory;

import static dev.llmops.core.memory.Turns.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.InvalidInputException;
import dev.llmops.api.model.Message;
import dev.llmops.api.pipeline.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store must do. */
abstract class ConversationStoreContract {
    ConversationStore store = ConversationStore.inMemory();

    abstract ConversationStore create();

    @BeforeEach
    void createStore() {
        store = create();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void knowsNothingOfAConversationThatNeverWas() {
        assertThat(store.newest("c", 5)).isEmpty();
        assertThat(store.oldest("c", 5)).isEmpty();
        assertThat(store.withSystemMessages("c")).isEmpty();
        assertThat(store.conversations()).isEmpty();
        store.delete("c");
    }

    @Test
    void keepsTurnsInTheirOrder() {
        List<Turn> turns = IntStream.range(0, 30).mapToObj(i -> turn("c", i)).toList();
        turns.forEach(store::append);

        assertThat(store.newest("c", Integer.MAX_VALUE)).isEqualTo(turns);
        assertThat(store.newest("c", 3)).isEqualTo(turns.subList(27, 30));
        assertThat(store.oldest("c", 3)).isEqualTo(turns.subList(0, 3));
        assertThat(store.oldest("c", 31)).isEqualTo(turns);
        assertThat(store.newest("c", 0)).isEmpty();
    }

    @Test
    void keepsConversationsApart() {
        store.append(turn("c", 1));
        store.append(turn("d", 2));

        assertThat(store.newest("c", 5)).containsExactly(turn("c", 1));
        assertThat(store.newest("d", 5)).containsExactly(turn("d", 2));
        assertThat(store.conversations()).containsExactlyInAnyOrder("c", "d");
    }

    @Test
    void findsTurnsWithSystemMessages() {
        Turn first = turn("c", 1, Message.system("Be brief."), Message.user("hello"));
        Turn second = turn("c", 3, Message.user("hello"), Message.system("Be long."));
        store.append(first);
        store.append(turn("c", 2));
        store.append(second);
        store.append(turn("c", 4));

        assertThat(store.withSystemMessages("c")).containsExactly(first, second);
    }

    @Test
    void forgetsADeletedConversationAndOnlyThat() {
        store.append(turn("c", 1));
        store.append(turn("d", 2));

        store.delete("c");

        assertThat(store.newest("c", 5)).isEmpty();
        assertThat(store.conversations()).containsExactly("d");
        store.append(turn("c", 3));
        assertThat(store.newest("c", 5)).containsExactly(turn("c", 3));
    }

    @Test
    void takesAnyNameThatIsNotBlank() {
        List<String> names = new ArrayList<>(List.of(
                "../../x",
                "/etc/passwd",
                "..",
                "C:\\x",
                "a/b",
                "a\0b",
                "line\nfeed",
                "Ω≈ç√",
                "\ud83d\ude00",
                "\ud800",
                "\udc00",
                "?",
                "\ufffd",
                "A",
                "a",
                "CON",
                ".lock",
                "x".repeat(10_000)));
        for (int i = 0; i < names.size(); i++) {
            store.append(turn(names.get(i), i));
        }

        for (int i = 0; i < names.size(); i++) {
            assertThat(store.newest(names.get(i), 5)).containsExactly(turn(names.get(i), i));
        }
        assertThat(store.conversations()).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void refusesNamesThatAreBlankAndLimitsBelowZero() {
        assertThatThrownBy(() -> store.newest("", 1)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> store.oldest(" ", 1)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> store.delete("")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> store.newest("c", -1)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void losesNothingWhenManyThreadsAdd() throws InterruptedException {
        int perThread = 100;
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            int from = t * perThread;
            Thread thread = new Thread(() -> {
                for (int i = from; i < from + perThread; i++) {
                    store.append(turn("c" + i % 3, i));
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }

        List<String> kept = new ArrayList<>();
        for (int c = 0; c < 3; c++) {
            store.newest("c" + c, Integer.MAX_VALUE).forEach(turn -> kept.add(turn.callId()));
        }
        assertThat(kept).hasSize(4 * perThread).doesNotHaveDuplicates();
    }
}
