package dev.llmops.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.CallControl;
import dev.llmops.api.DeadlineExceededException;
import dev.llmops.api.LlmException;
import dev.llmops.api.Polling;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.ProviderException;
import dev.llmops.api.model.ProviderFailure;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PollingTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final VirtualTime time = new VirtualTime();
    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void looksAtOnceAndThenOncePerInterval() throws Exception {
        FutureTask<Integer> polling = polling(Polling.every(MINUTE, time), looks::incrementAndGet, 3);

        time.awaitAlarm();
        assertThat(looks).hasValue(1);
        time.advance(MINUTE.minusMillis(1));
        assertThat(looks).hasValue(1);
        time.advanceToNextAlarm();
        time.advanceToNextAlarm();

        assertThat(Patience.get(polling, "it has seen enough")).isEqualTo(3);
        assertThat(time.elapsed()).isEqualTo(MINUTE.multipliedBy(2));
        assertThat(time.pendingAlarms()).isZero();
    }

    @Test
    void returnsWithoutWaitingWhatIsDoneAlready() {
        assertThat(Polling.every(MINUTE, time).until(() -> 7, seven -> true, CallControl.detached()))
                .isEqualTo(7);
    }

    @Test
    void bearsFailuresThatMayPassAndWaitsLongerAfterEach() throws Exception {
        Supplier<Integer> look = () -> {
            if (looks.incrementAndGet() <= 2) {
                throw failure(ErrorClass.OVERLOADED);
            }
            return looks.get();
        };
        FutureTask<Integer> polling = polling(Polling.every(MINUTE, time).bearing(2), look, 3);

        assertThat(time.advanceToNextAlarm()).isEqualTo(MINUTE.multipliedBy(2));
        assertThat(time.advanceToNextAlarm()).isEqualTo(MINUTE.multipliedBy(4));

        assertThat(Patience.get(polling, "it has seen enough")).isEqualTo(3);
    }

    @Test
    void endsWithAFailureThatComesTooOftenInARow() {
        Supplier<Integer> look = () -> {
            throw failure(ErrorClass.SERVER);
        };
        FutureTask<Integer> polling = polling(Polling.every(MINUTE, time).bearing(1), look, 3);

        time.advanceToNextAlarm();

        assertThatThrownBy(() -> Patience.get(polling, "it has failed"))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(ProviderException.class);
    }

    @Test
    void endsAtOnceWithAFailureThatStays() {
        Polling polling = Polling.every(MINUTE, time);
        Supplier<Integer> look = () -> {
            throw failure(ErrorClass.AUTH);
        };

        assertThatThrownBy(() -> polling.until(look, any -> false, CallControl.detached()))
                .isInstanceOf(LlmException.class);
    }

    @Test
    void endsWhenTheCallIsCancelled() {
        TestCall call = TestCall.create();
        FutureTask<Integer> polling =
                new FutureTask<>(() -> Polling.every(MINUTE, time).until(looks::incrementAndGet, any -> false, call));
        start(polling);

        time.awaitAlarm();
        call.cancel();

        assertThatThrownBy(() -> Patience.get(polling, "it has ended"))
                .hasCauseInstanceOf(CallCancelledException.class);
        assertThat(looks).hasValue(1);
    }

    @Test
    void endsWhenTheThreadIsInterrupted() {
        FutureTask<Integer> polling = new FutureTask<>(
                () -> Polling.every(MINUTE, time).until(looks::incrementAndGet, any -> false, CallControl.detached()));
        Thread thread = start(polling);

        time.awaitAlarm();
        thread.interrupt();

        assertThatThrownBy(() -> Patience.get(polling, "it has ended"))
                .hasCauseInstanceOf(CallCancelledException.class);
    }

    @Test
    void endsWithTheDeadlineOfTheCall() {
        TestCall call = TestCall.builder().within(Duration.ofSeconds(90), time).build();
        FutureTask<Integer> polling =
                new FutureTask<>(() -> Polling.every(MINUTE, time).until(looks::incrementAndGet, any -> false, call));
        start(polling);

        time.awaitAlarmWithin(MINUTE);
        time.advance(MINUTE);
        time.awaitAlarms(3);
        time.advance(Duration.ofSeconds(30));

        assertThatThrownBy(() -> Patience.get(polling, "it has ended"))
                .hasCauseInstanceOf(DeadlineExceededException.class);
        assertThat(looks).hasValue(2);
    }

    private FutureTask<Integer> polling(Polling polling, Supplier<Integer> look, int enough) {
        FutureTask<Integer> task =
                new FutureTask<>(() -> polling.until(look, seen -> seen >= enough, CallControl.detached()));
        start(task);
        return task;
    }

    private static Thread start(FutureTask<?> task) {
        Thread thread = new Thread(task, "polling");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static ProviderException failure(ErrorClass errorClass) {
        return ProviderException.of(
                ProviderFailure.builder("openai", "", errorClass).build());
    }
}
