package dev.llmops.eval.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.eval.Item;
import dev.llmops.eval.Output;
import dev.llmops.eval.dataset.Dataset;
import dev.llmops.testing.VirtualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StuckThreadsTest {
    private static final Duration LIMIT = Duration.ofSeconds(3);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final VirtualTime time = new VirtualTime();
    private final Semaphore begun = new Semaphore(0);
    private final CountDownLatch release = new CountDownLatch(1);

    @TempDir
    Path folder;

    @AfterEach
    void releaseAll() {
        release.countDown();
    }

    @Test
    void aSubjectThatKeepsAllItsThreadsEndsTheRunWithAnError() {
        Path directory = folder.resolve("run");
        CompletableFuture<RunDirectory> running = CompletableFuture.supplyAsync(() -> deaf().runInto(directory));
        loseNine();
        assertThat(running).isNotDone();

        time.advance(MINUTE);

        assertThatThrownBy(() -> running.orTimeout(10, TimeUnit.SECONDS).join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        StuckThreadsException.class,
                        stuck -> assertThat(stuck.threads()).isEqualTo(9))
                .hasMessageContaining("take no notice of interrupts");
        assertThat(begun.availablePermits())
                .as("asked beyond those that are stuck")
                .isZero();
        assertThat(RunDirectory.open(directory).state()).isEqualTo(RunState.FAILED);
        assertThat(RunDirectory.open(directory).summary().failures()).isBetween(1L, 9L);
    }

    @Test
    void threadsThatComeBackInTimeLetItGoOn() {
        CompletableFuture<Run> running = CompletableFuture.supplyAsync(() -> deaf().run());
        loseNine();

        time.advance(MINUTE.minusSeconds(1));
        assertThat(begun.availablePermits()).isZero();
        release.countDown();

        Run run = running.orTimeout(10, TimeUnit.SECONDS).join();
        assertThat(run.state()).isEqualTo(RunState.FINISHED);
        assertThat(run.summary().failures()).isEqualTo(9);
        assertThat(run.summary().results()).isEqualTo(20);
    }

    @Test
    void tasksThatNoCarrierTookUpGetThreadsOfTheirOwn() {
        List<Runnable> virtual = new ArrayList<>();
        List<String> done = new ArrayList<>();
        RunThreads threads = new RunThreads(virtual::add, Runnable::run);

        threads.execute(() -> done.add("begun"));
        virtual.get(0).run();
        threads.execute(() -> done.add("waits"));
        threads.distrust();
        threads.execute(() -> done.add("later"));
        virtual.forEach(Runnable::run);

        assertThat(virtual).hasSize(2);
        assertThat(done).containsExactly("begun", "waits", "later");
    }

    /** Two at a time run out of time, and two others take their places. */
    private void loseNine() {
        for (int round = 0; round < 4; round++) {
            begun.acquireUninterruptibly(2);
            time.advance(LIMIT);
        }
        // It took the place of the seventh, before the eighth ran out of time.
        begun.acquireUninterruptibly();
    }

    private Evaluation deaf() {
        return Evaluation.of(Dataset.of(
                        "numbers",
                        IntStream.range(0, 20)
                                .mapToObj(i -> Item.of(String.valueOf(i), "q"))
                                .toList()))
                .time(time)
                .within(LIMIT)
                .concurrency(2)
                .subject("deaf", item -> {
                    begun.release();
                    awaitDeaf();
                    return Output.of("x");
                });
    }

    private void awaitDeaf() {
        boolean over = false;
        while (!over) {
            try {
                release.await();
                over = true;
            } catch (InterruptedException e) {
                // Takes no notice, on purpose.
                over = false;
            }
        }
    }
}
