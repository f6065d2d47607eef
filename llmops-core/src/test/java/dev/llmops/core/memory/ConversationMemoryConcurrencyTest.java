package dev.llmops.core.memory;

import static dev.llmops.core.memory.Turns.turn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.pipeline.Prompt;
import dev.llmops.api.pipeline.StageContext;
import dev.llmops.api.pipeline.Turn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ConversationMemoryConcurrencyTest {
    private final GatedStore store = new GatedStore();
    private final ConversationMemory memory =
            ConversationMemory.builder().store(store).build();

    @Test
    void storesTurnsOfOneConversationOneAfterAnother() throws InterruptedException {
        Thread first = rememberInThread(turn("slow", 1));
        store.entered.await();
        Thread second = rememberInThread(turn("slow", 2));
        awaitWaiting(second);
        Thread third = rememberInThread(turn("slow", 3));
        awaitWaiting(third);

        assertThat(store.started).containsExactly("call-1");

        store.gate.countDown();
        first.join();
        second.join();
        third.join();

        assertThat(store.started).containsExactly("call-1", "call-2", "call-3");
    }

    @Test
    void storesTurnsOfDifferentConversationsSideBySide() throws InterruptedException {
        Thread slow = rememberInThread(turn("slow", 1));
        store.entered.await();

        for (int i = 0; i < 200; i++) {
            memory.remember(turn("fast" + i, i), StageContext.detached());
        }

        assertThat(store.newest("fast199", 1)).hasSize(1);
        assertThat(store.newest("slow", 1)).isEmpty();
        store.gate.countDown();
        slow.join();
        assertThat(store.newest("slow", 1)).hasSize(1);
    }

    @Test
    void recallsWhileATurnIsStored() throws InterruptedException {
        Thread slow = rememberInThread(turn("slow", 1));
        store.entered.await();

        assertThat(memory.recall(Prompt.builder("now?").conversation("slow").build(), StageContext.detached()))
                .isEmpty();

        store.gate.countDown();
        slow.join();
    }

    @Test
    void losesNothingAndKeepsTheOrderOfEachThread() throws InterruptedException {
        store.gate.countDown();
        int perThread = 500;
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            int from = t * perThread;
            threads.add(inThread(() -> {
                for (int i = from; i < from + perThread; i++) {
                    memory.remember(turn("shared", i), StageContext.detached());
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        List<Integer> numbers = store.newest("shared", Integer.MAX_VALUE).stream()
                .map(turn -> Integer.parseInt(turn.callId().substring("call-".length())))
                .toList();
        assertThat(numbers).hasSize(4 * perThread).doesNotHaveDuplicates();
        for (int t = 0; t < 4; t++) {
            int thread = t;
            assertThat(numbers.stream().filter(number -> number / perThread == thread))
                    .isSorted();
        }
    }

    @Test
    void locksOutOthersAndKeepsNoLockThatIsNotInUse() throws InterruptedException {
        ConversationLocks locks = new ConversationLocks();
        int[] counts = new int[7];
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            threads.add(inThread(() -> {
                for (int i = 0; i < 1000; i++) {
                    int each = i % counts.length;
                    locks.whileAlone("c" + each, () -> counts[each]++);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(Arrays.stream(counts).sum()).isEqualTo(4 * 1000);
        assertThat(locks.size()).isZero();
    }

    private Thread rememberInThread(Turn turn) {
        return inThread(() -> memory.remember(turn, StageContext.detached()));
    }

    private static Thread inThread(Runnable task) {
        Thread thread = new Thread(task);
        thread.start();
        return thread;
    }

    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    /** Lets nobody add to the conversation "slow" until its gate is open. */
    private static final class GatedStore implements ConversationStore {
        private final CountDownLatch gate = new CountDownLatch(1);
        private final CountDownLatch entered = new CountDownLatch(1);
        private final List<String> started = Collections.synchronizedList(new ArrayList<>());
        private final ConversationStore store = ConversationStore.inMemory();

        @Override
        public void append(Turn turn) {
            if (turn.conversation().equals("slow")) {
                started.add(turn.callId());
                entered.countDown();
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            store.append(turn);
        }

        @Override
        public List<Turn> newest(String conversation, int limit) {
            return store.newest(conversation, limit);
        }

        @Override
        public List<Turn> oldest(String conversation, int limit) {
            return store.oldest(conversation, limit);
        }

        @Override
        public void delete(String conversation) {
            store.delete(conversation);
        }

        @Override
        public List<String> conversations() {
            return store.conversations();
        }
    }
}
