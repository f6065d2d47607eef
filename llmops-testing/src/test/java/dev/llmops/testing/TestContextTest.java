package dev.llmops.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.InvalidInputException;
import dev.llmops.api.StageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TestContextTest {
    private final TestContext context = TestContext.create();

    @Test
    void collectsNotes() {
        context.note("a", "1");
        context.note("b", "2");
        context.note("a", "3");

        assertThat(context.note("a")).contains("3");
        assertThat(context.note("c")).isEmpty();
        assertThat(context.notes()).extracting(TestContext.Note::value).containsExactly("1", "2", "3");
    }

    @Test
    void runsParallelTasksSideBySide() {
        CountDownLatch together = new CountDownLatch(2);
        Callable<String> task = () -> {
            together.countDown();
            Patience.await(together, "both tasks run");
            return "done";
        };

        assertThat(context.inParallel(List.of(task, task))).containsExactly("done", "done");
        assertThat(context.inParallel(List.<Callable<String>>of())).isEmpty();
    }

    @Test
    void interruptsOtherTasksWhenOneFails() {
        CountDownLatch interrupted = new CountDownLatch(1);
        Callable<String> hanging = () -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return "never";
        };
        Callable<String> failing = () -> {
            throw new InvalidInputException("x", "x is wrong");
        };

        assertThatThrownBy(() -> context.inParallel(List.of(hanging, failing)))
                .isInstanceOf(InvalidInputException.class);
        Patience.await(interrupted, "the other task is interrupted");
    }

    @Test
    void wrapsWhatIsNotOurs() {
        Callable<String> failing = () -> {
            throw new java.io.IOException("x");
        };

        assertThatThrownBy(() -> context.inParallel(List.of(failing)))
                .isInstanceOf(StageException.class)
                .hasCauseInstanceOf(java.io.IOException.class);
    }

    @Test
    void cancelsAtItsDeadline() {
        VirtualTime time = new VirtualTime();
        TestContext limited =
                TestContext.builder().time(time).within(Duration.ofSeconds(1)).build();
        List<String> ran = new ArrayList<>();
        limited.cancellation().onCancel(() -> ran.add("stopped"));

        time.advance(Duration.ofSeconds(1));

        assertThat(limited.cancellation().isCancelled()).isTrue();
        assertThat(limited.deadline().isExpired()).isTrue();
        assertThat(ran).containsExactly("stopped");
    }

    @Test
    void runsActionsOnceAndIgnoresWhatTheyThrow() {
        List<String> ran = new ArrayList<>();
        TestCancellation cancellation = new TestCancellation();
        cancellation.onCancel(() -> {
            throw new IllegalStateException("ignored");
        });
        cancellation.onCancel(() -> ran.add("a"));
        cancellation.onCancel(() -> ran.add("withdrawn")).close();

        cancellation.cancel();
        cancellation.cancel();
        cancellation.onCancel(() -> ran.add("at once"));

        assertThat(ran).containsExactly("a", "at once");
        assertThat(cancellation.pendingActions()).isZero();
    }

    @Test
    void aCancelledCallTakesNoEvents() {
        TestCall call = TestCall.builder().silent().callId("c7").build();
        call.cancel();

        assertThat(call.isStreaming()).isFalse();
        assertThat(call.callId()).isEqualTo("c7");
        assertThatThrownBy(() -> ScriptedModel.answering("x").generate(dev.llmops.api.model.ModelRequest.of("x"), call))
                .isInstanceOf(CallCancelledException.class);
        assertThat(call.events()).isEmpty();
    }
}
