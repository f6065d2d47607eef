package dev.llmops.core.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class BoundedWorkersTest {
    @Test
    void runsAtMostAsManyTasksAsAllowedAndAllInTheEnd() throws InterruptedException {
        BoundedWorkers workers = new BoundedWorkers(3);
        CountDownLatch started = new CountDownLatch(3);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(20);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();

        for (int i = 0; i < 20; i++) {
            workers.execute(() -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                started.countDown();
                awaitQuietly(release);
                running.decrementAndGet();
                done.countDown();
            });
        }
        started.await();
        release.countDown();
        done.await();

        assertThat(most.get()).isEqualTo(3);
    }

    @Test
    void taskThatWaitsForItsReaderGivesItsPlaceToTheNext() throws InterruptedException {
        BoundedWorkers workers = new BoundedWorkers(1);
        CountDownLatch reader = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);

        workers.execute(() -> {
            try {
                workers.awaiting(reader::await);
                done.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        workers.execute(reader::countDown);

        done.await();
    }

    @Test
    void survivesATaskThatThrows() throws InterruptedException {
        BoundedWorkers workers = new BoundedWorkers(1);
        CountDownLatch done = new CountDownLatch(1);
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> {});
        try {
            workers.execute(() -> {
                throw new IllegalStateException("broken");
            });
            workers.execute(done::countDown);

            done.await();
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    @Test
    void interruptOfOneTaskDoesNotReachTheNextOnTheSameThread() throws InterruptedException {
        BoundedWorkers workers = new BoundedWorkers(1);
        boolean[] interrupted = new boolean[1];
        CountDownLatch done = new CountDownLatch(1);

        workers.execute(() -> Thread.currentThread().interrupt());
        workers.execute(() -> {
            interrupted[0] = Thread.currentThread().isInterrupted();
            done.countDown();
        });
        done.await();

        assertThat(interrupted[0]).isFalse();
    }

    @Test
    void groupFinishesEvenWhenNoWorkerIsFree() throws Exception {
        BoundedWorkers workers = new BoundedWorkers(1);
        CountDownLatch release = new CountDownLatch(1);
        workers.execute(() -> awaitQuietly(release));

        List<Integer> results = ParallelTasks.invokeAll(
                IntStream.range(0, 10)
                        .mapToObj(i -> (Callable<Integer>) () -> i * i)
                        .toList(),
                workers);

        assertThat(results).containsExactly(0, 1, 4, 9, 16, 25, 36, 49, 64, 81);
        release.countDown();
    }

    @Test
    void groupFinishesEvenWhenTheExecutorTakesNoMore() throws Exception {
        Workers refusing = Workers.on(task -> {
            throw new RejectedExecutionException("full");
        });

        assertThat(ParallelTasks.invokeAll(List.of(() -> 1, () -> 2), refusing)).containsExactly(1, 2);
    }

    @Test
    void groupFailsWithTheFirstFailureAndInterruptsTheRest() {
        Workers workers = Workers.create(4);
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Callable<Integer> hang = () -> {
            hanging.countDown();
            try {
                new CountDownLatch(1).await();
                return 0;
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        };
        Callable<Integer> fail = () -> {
            hanging.await();
            throw new IllegalStateException("first");
        };

        assertThatThrownBy(() -> ParallelTasks.invokeAll(List.of(hang, fail), workers))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
        awaitQuietly(interrupted);
        assertThat(Thread.interrupted()).isFalse();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
