package dev.llmops.eval.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.CallControl;
import dev.llmops.api.Cancellation;
import dev.llmops.api.model.Usage;
import dev.llmops.core.concurrent.CancelSource;
import dev.llmops.eval.Output;
import dev.llmops.eval.UsageMeter;
import dev.llmops.eval.dataset.Dataset;
import dev.llmops.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class AttemptTest {
    private static final Usage ONCE = Usage.of(10, 2);

    private final VirtualTime time = new VirtualTime();
    private final CancelSource stop = new CancelSource();
    private final Told told = new Told();

    @Test
    void whatComesInTimeIsDone() {
        run(control -> {
            UsageMeter.report(control, ONCE);
            return "done";
        });

        assertThat(told.events).containsExactly("done");
    }

    @Test
    void whatIsReportedAfterTheValueIsInTheValue() {
        List<CallControl> controls = new ArrayList<>();
        run(control -> {
            controls.add(control);
            return "done";
        });

        UsageMeter.report(controls.get(0), ONCE);

        assertThat(told.events).containsExactly("done");
    }

    @Test
    void aValueThatComesTooLateIsTold() {
        run(control -> {
            time.advanceToNextAlarm();
            return "done";
        });

        assertThat(told.events).containsExactly("failed with 0", "done late");
    }

    @Test
    void whatIsUsedTooLateIsToldAndTheValueBehindItIsNot() {
        run(control -> {
            UsageMeter.report(control, ONCE);
            time.advanceToNextAlarm();
            UsageMeter.report(control, ONCE.plus(ONCE));
            return "done";
        });

        assertThat(told.events).containsExactly("failed with 12", "used late 24");
    }

    @Test
    void whatIsUsedByWorkThatIsCancelledIsTold() {
        run(control -> {
            UsageMeter.report(control, ONCE);
            stop.cancel();
            UsageMeter.report(control, ONCE);
            return "done";
        });

        assertThat(told.events).containsExactly("used late 12", "used late 12");
    }

    private void run(Function<CallControl, String> work) {
        RunPlan plan = new RunPlan(
                Dataset.of("none", List.of()),
                (item, control) -> Output.of(""),
                List.of(),
                1,
                1,
                1,
                1,
                Duration.ofSeconds(3),
                null,
                null,
                null,
                progress -> {},
                Cancellation.never(),
                time);
        AdaptiveLimit threads = new AdaptiveLimit(1, RunThreads.create(), time, told::broke);
        Attempt.run("1", plan, threads, stop, work, told);
    }

    /** Writes down what it hears. */
    private static final class Told implements Attempt.Ending<String> {
        private final List<String> events = new ArrayList<>();

        private void broke(Throwable error) {
            events.add("broke " + error);
        }

        @Override
        public void done(String value) {
            events.add(value);
        }

        @Override
        public void failed(Throwable error, boolean timedOut, Usage used) {
            events.add("failed with " + tokens(used));
        }

        @Override
        public void usedLate(Usage used) {
            events.add("used late " + tokens(used));
        }

        @Override
        public void doneLate(String value) {
            events.add(value + " late");
        }

        private static long tokens(Usage used) {
            return used.inputTokens().orElse(0) + used.outputTokens().orElse(0);
        }
    }
}
