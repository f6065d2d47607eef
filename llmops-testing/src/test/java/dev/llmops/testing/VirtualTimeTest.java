package dev.llmops.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.CallControl;
import dev.llmops.api.Deadline;
import dev.llmops.api.DeadlineExceededException;
import dev.llmops.api.InvalidInputException;
import dev.llmops.api.Registration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
    private final VirtualTime time = new VirtualTime();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void standsStillUntilItIsMoved() {
        VirtualTime since = VirtualTime.startingAt(Instant.parse("2030-05-06T07:08:09Z"));
        long nanos = since.nanos();

        assertThat(since.now()).isEqualTo("2030-05-06T07:08:09Z");

        since.advance(Duration.ofSeconds(61));

        assertThat(since.now()).isEqualTo("2030-05-06T07:09:10Z");
        assertThat(since.nanos() - nanos).isEqualTo(61_000_000_000L);
        assertThat(since.elapsed()).isEqualTo(Duration.ofSeconds(61));
    }

    @Test
    void runsAlarmsInOrderAtTheirMoments() {
        List<String> ran = new ArrayList<>();
        time.schedule(Duration.ofSeconds(2), () -> ran.add("b" + time.elapsed().toSeconds()));
        time.schedule(Duration.ofSeconds(1), () -> ran.add("a" + time.elapsed().toSeconds()));
        time.schedule(Duration.ofSeconds(2), () -> ran.add("c" + time.elapsed().toSeconds()));
        time.schedule(Duration.ofSeconds(9), () -> ran.add("late"));

        time.advance(Duration.ofSeconds(5));

        assertThat(ran).containsExactly("a1", "b2", "c2");
        assertThat(time.pendingAlarms()).isOne();
    }

    @Test
    void runsAlarmsThatAlarmsSet() {
        List<Long> ran = new ArrayList<>();
        time.schedule(Duration.ofSeconds(1), () -> {
            ran.add(time.elapsed().toSeconds());
            time.schedule(Duration.ofSeconds(1), () -> ran.add(time.elapsed().toSeconds()));
        });

        time.advance(Duration.ofSeconds(2));

        assertThat(ran).containsExactly(1L, 2L);
    }

    @Test
    void runsAnAlarmWithoutDelayWithTheNextAdvance() {
        List<String> ran = new ArrayList<>();
        time.schedule(Duration.ZERO, () -> ran.add("now"));
        assertThat(ran).isEmpty();

        time.advance(Duration.ZERO);

        assertThat(ran).containsExactly("now");
    }

    @Test
    void forgetsWithdrawnAlarms() {
        List<String> ran = new ArrayList<>();
        Registration alarm = time.schedule(Duration.ofSeconds(1), () -> ran.add("never"));

        alarm.close();
        alarm.close();
        time.advance(Duration.ofSeconds(2));

        assertThat(ran).isEmpty();
        assertThat(time.pendingAlarms()).isZero();
    }

    @Test
    void runsAllAlarmsBeforeItThrowsWhatTheyThrew() {
        List<String> ran = new ArrayList<>();
        time.schedule(Duration.ofSeconds(1), () -> {
            throw new IllegalStateException("first");
        });
        time.schedule(Duration.ofSeconds(2), () -> {
            throw new IllegalStateException("second");
        });
        time.schedule(Duration.ofSeconds(3), () -> ran.add("third"));

        assertThatThrownBy(() -> time.advance(Duration.ofSeconds(4)))
                .hasMessage("first")
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));

        assertThat(ran).containsExactly("third");
        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void keepsAlarmsBeyondTheEndOfTime() {
        time.schedule(Duration.ofSeconds(Long.MAX_VALUE), () -> {});

        time.advance(Duration.ofDays(365));

        assertThat(time.pendingAlarms()).isOne();
    }

    @Test
    void neverGoesBack() {
        assertThatThrownBy(() -> time.advance(Duration.ofNanos(-1))).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void meetsAThreadThatSetsAnAlarm() throws ExecutionException {
        Future<String> woken = threads.submit(() -> {
            time.schedule(Duration.ofHours(1), () -> {});
            time.pause(Duration.ofMinutes(5), CallControl.detached());
            return time.now().toString();
        });

        time.awaitAlarmWithin(Duration.ofMinutes(10));
        time.awaitPauses(1);
        time.awaitAlarms(2);
        assertThat(time.advanceToNextAlarm()).isEqualTo(Duration.ofMinutes(5));

        assertThat(Patience.get(woken, "the pause is over")).isEqualTo("2026-01-01T00:05:00Z");
        assertThat(time.pendingAlarms()).isOne();
    }

    @Test
    void endsAPauseWhenTheCallIsCancelled() {
        TestCall call = TestCall.create();
        Future<?> paused = threads.submit(() -> time.pause(Duration.ofDays(1), call));
        time.awaitPauses(1);

        call.cancel();

        assertThatThrownBy(() -> Patience.get(paused, "the pause has ended"))
                .hasCauseInstanceOf(CallCancelledException.class);
        assertThat(time.pendingAlarms()).isZero();
        assertThat(call.cancellation().pendingActions()).isZero();
    }

    @Test
    void endsAPauseWhenTheThreadIsInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> time.pause(Duration.ofDays(1), CallControl.detached()))
                .isInstanceOf(CallCancelledException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void endsAPauseAtTheDeadline() {
        TestContext context =
                TestContext.builder().time(time).within(Duration.ofSeconds(3)).build();
        Future<?> paused = threads.submit(() -> time.pause(Duration.ofSeconds(5), context));
        time.awaitPauses(1);

        time.advance(Duration.ofSeconds(3));

        assertThatThrownBy(() -> Patience.get(paused, "the pause has ended"))
                .hasCauseInstanceOf(DeadlineExceededException.class);
    }

    @Test
    void measuresDeadlines() {
        Deadline deadline = Deadline.after(Duration.ofSeconds(2), time);

        time.advance(Duration.ofMillis(500));
        assertThat(deadline.remaining()).isEqualTo(Duration.ofMillis(1500));

        time.advance(Duration.ofSeconds(2));
        assertThat(deadline.isExpired()).isTrue();
    }

    @Test
    void runsEveryAlarmOnceInOrderWhateverTheSteps() {
        for (long seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            VirtualTime any = new VirtualTime();
            List<Integer> expected = new ArrayList<>();
            List<Integer> ran = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                int millis = random.nextInt(1000);
                expected.add(millis);
                any.schedule(Duration.ofMillis(millis), () -> {
                    ran.add(millis);
                    assertThat(any.elapsed()).isEqualTo(Duration.ofMillis(millis));
                });
            }
            while (any.elapsed().toMillis() < 1000) {
                any.advance(Duration.ofMillis(random.nextInt(300)));
            }
            expected.sort(null);

            assertThat(ran).as("seed %d", seed).isEqualTo(expected);
        }
    }
}
