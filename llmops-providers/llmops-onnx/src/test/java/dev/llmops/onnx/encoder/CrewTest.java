package dev.llmops.onnx.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CrewTest {
    private final Crew crew = new Crew(3);
    private final ConcurrentLinkedQueue<Integer> done = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        crew.close();
    }

    @Test
    void doesEachPieceOnce() throws OrtException {
        crew.run(500, done::add);

        assertThat(done)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 500).boxed().toList());
    }

    @Test
    void worksWithAsManyThreadsAsItHas() throws OrtException {
        // Nobody gets past the barrier unless three are at work at once.
        CyclicBarrier three = new CyclicBarrier(3);

        crew.run(3, piece -> {
            await(three);
            done.add(piece);
        });

        assertThat(done).hasSize(3);
    }

    @Test
    void theCallerWorksAlone() throws OrtException {
        try (Crew alone = new Crew(1)) {
            alone.run(5, piece -> {
                assertThat(Thread.currentThread().getName()).doesNotContain("llmops-encoder");
                done.add(piece);
            });
        }
        assertThat(done).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void doesNothingIfThereIsNothingToDo() throws OrtException {
        crew.run(0, done::add);

        assertThat(done).isEmpty();
    }

    @Test
    void beginsNothingAfterAFailure() {
        AtomicInteger begun = new AtomicInteger();

        assertThatThrownBy(() -> crew.run(1000, piece -> {
                    begun.incrementAndGet();
                    throw new OrtException("broken");
                }))
                .isInstanceOf(OrtException.class)
                .hasMessageContaining("broken");
        assertThat(begun.get()).isLessThanOrEqualTo(3);
    }

    @Test
    void waitsForTheOthersAfterAFailure() {
        CyclicBarrier two = new CyclicBarrier(2);
        CountDownLatch failed = new CountDownLatch(1);

        assertThatThrownBy(() -> crew.run(2, piece -> {
                    await(two);
                    if (piece == 0) {
                        failed.countDown();
                        throw new IllegalStateException("first");
                    }
                    await(failed);
                    done.add(piece);
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("first");
        assertThat(done).containsExactly(1);
    }

    @Test
    void keepsTheSignOfAnInterruption() throws OrtException {
        Thread.currentThread().interrupt();

        crew.run(20, done::add);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(done).hasSize(20);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
