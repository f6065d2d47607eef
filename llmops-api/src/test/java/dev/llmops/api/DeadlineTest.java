package dev.llmops.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Deadlines, and the time source that measures them. */
class DeadlineTest {
    private final HandClock clock = new HandClock();

    @Test
    void runsOutWithTime() {
        Deadline deadline = Deadline.after(Duration.ofNanos(100), clock);
        assertThat(deadline.isSet()).isTrue();
        assertThat(deadline.isExpired()).isFalse();

        clock.nanos += 60;
        assertThat(deadline.remaining()).isEqualTo(Duration.ofNanos(40));

        clock.nanos += 40;
        assertThat(deadline.isExpired()).isTrue();
        clock.nanos += 1;
        assertThat(deadline.remaining()).isZero();
        assertThat(deadline.limit()).isEqualTo(Duration.ofNanos(100));
    }

    @Test
    void survivesAClockThatWrapsAround() {
        clock.nanos = Long.MAX_VALUE - 10;
        Deadline deadline = Deadline.after(Duration.ofNanos(100), clock);

        clock.nanos += 50;

        assertThat(deadline.remaining()).isEqualTo(Duration.ofNanos(50));
    }

    @Test
    void noDeadlineNeverComes() {
        assertThat(Deadline.none().isSet()).isFalse();
        assertThat(Deadline.none().isExpired()).isFalse();
        assertThat(Deadline.none().remaining()).isGreaterThan(Duration.ofDays(100 * 365));
        assertThat(Deadline.none()).hasToString("Deadline[none]");
    }

    @Test
    void theEarlierOneWins() {
        Deadline soon = Deadline.after(Duration.ofSeconds(1), clock);
        Deadline late = Deadline.after(Duration.ofSeconds(2), clock);

        assertThat(soon.earlier(late)).isSameAs(soon);
        assertThat(late.earlier(soon)).isSameAs(soon);
        assertThat(Deadline.none().earlier(late)).isSameAs(late);
        assertThat(late.earlier(Deadline.none())).isSameAs(late);
    }

    @Test
    void refusesALimitThatIsNone() {
        assertThatThrownBy(() -> Deadline.after(Duration.ZERO, clock)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Deadline.after(Duration.ofNanos(-1), clock)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void theSystemRunsAlarms() throws InterruptedException {
        CountDownLatch rang = new CountDownLatch(1);

        TimeSource.system().schedule(Duration.ofNanos(1), rang::countDown);

        assertThat(rang.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void theSystemTakesAlarmsForTheEndOfTime() {
        Registration alarm = TimeSource.system().schedule(Duration.ofSeconds(Long.MAX_VALUE), () -> {});

        alarm.close();
        alarm.close();
    }

    private static final class HandClock implements TimeSource {
        private long nanos;

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public Instant now() {
            return Instant.EPOCH.plusNanos(nanos);
        }

        @Override
        public Registration schedule(Duration delay, Runnable task) {
            return () -> {};
        }
    }
}
