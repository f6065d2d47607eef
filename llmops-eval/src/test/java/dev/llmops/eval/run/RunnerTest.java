package dev.llmops.eval.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.Cancellation;
import dev.llmops.api.TimeSource;
import dev.llmops.eval.Item;
import dev.llmops.eval.Output;
import dev.llmops.eval.dataset.Dataset;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class RunnerTest {
    private static final int ITEMS = 8;

    /** Which thread comes next is chance, so one round may pass by luck. */
    @RepeatedTest(30)
    void writesNothingBehindARowThatCouldNotBeWritten() {
        Dataset dataset = Dataset.of(
                "some",
                IntStream.range(0, ITEMS).mapToObj(i -> Item.of("i" + i, "x")).toList());
        FullDisk disk = new FullDisk(ITEMS);

        assertThatThrownBy(() -> new Runner(plan(dataset), dataset.version(), disk).run())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("full");

        assertThat(disk.appended.get()).isEqualTo(1);
    }

    /** The second answer waits for the listener, and the listener for the question of the third. */
    @Test
    void asksOnWhileTheListenerIsBusy() {
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        List<Boolean> askedMeanwhile = new CopyOnWriteArrayList<>();
        Dataset dataset = Dataset.of("three", List.of(Item.of("a", "x"), Item.of("b", "x"), Item.of("c", "x")));

        Evaluation.of(dataset)
                .subject("slow", item -> {
                    if (item.id().equals("b")) {
                        isDown(told);
                    } else if (item.id().equals("c")) {
                        asked.countDown();
                    }
                    return Output.of("yes");
                })
                .metrics(List.of())
                .concurrency(1)
                .progress(progress -> {
                    told.countDown();
                    askedMeanwhile.add(isDown(asked));
                })
                .run();

        assertThat(askedMeanwhile).containsOnly(true);
    }

    private static boolean isDown(CountDownLatch latch) {
        try {
            return latch.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void meet(CountDownLatch latch) {
        latch.countDown();
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static RunPlan plan(Dataset dataset) {
        // All have begun when the first is written: what begins later looks whether the run has ended.
        CountDownLatch asked = new CountDownLatch(ITEMS);
        return new RunPlan(
                dataset,
                (item, control) -> {
                    meet(asked);
                    return Output.of("yes");
                },
                List.of(),
                1,
                ITEMS,
                ITEMS,
                2 * ITEMS,
                null,
                null,
                null,
                null,
                progress -> {},
                Cancellation.never(),
                TimeSource.system());
    }

    /** Fails with the first row, when the others are about to be written too. */
    private static final class FullDisk implements ResultSink {
        private final Tally tally = new Tally(List.of(), List.of());
        private final AtomicInteger appended = new AtomicInteger();
        private final CountDownLatch encoded;

        FullDisk(int rows) {
            encoded = new CountDownLatch(rows);
        }

        @Override
        public BitSet done() {
            return new BitSet();
        }

        @Override
        public Tally tally() {
            return tally;
        }

        @Override
        public byte[] encode(ResultRow row) {
            encoded.countDown();
            return new byte[0];
        }

        @Override
        public void append(ResultRow row, byte[] bytes) {
            appended.incrementAndGet();
            try {
                encoded.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new IllegalStateException("full");
        }

        @Override
        public BigDecimal paid() {
            return BigDecimal.ZERO;
        }

        @Override
        public void pay(BigDecimal amount) {}

        @Override
        public Run finish(RunState state, BigDecimal spent) {
            RunInfo info = new RunInfo("none", Map.of(), "some", "h", ITEMS, 1, List.of(), Instant.EPOCH);
            return new MemorySink(info, List.of()).finish(state, spent);
        }

        @Override
        public void close() {}
    }
}
