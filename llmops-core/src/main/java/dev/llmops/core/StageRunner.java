package dev.llmops.core;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.Cancellation;
import dev.llmops.api.Deadline;
import dev.llmops.api.DeadlineExceededException;
import dev.llmops.api.LlmException;
import dev.llmops.api.Registration;
import dev.llmops.api.StageException;
import dev.llmops.api.TimeSource;
import dev.llmops.api.pipeline.StageContext;
import dev.llmops.api.pipeline.StageId;
import dev.llmops.api.pipeline.StageKind;
import dev.llmops.api.pipeline.StageTiming.Outcome;
import dev.llmops.api.safety.BlockedException;
import dev.llmops.core.concurrent.ParallelTasks;
import dev.llmops.core.concurrent.Workers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Runs the stages of one call: measures them, keeps their time limits, and turns whatever goes wrong
 * into an error that names the stage.
 */
final class StageRunner {
    private final CallScope scope;
    private final Recorder recorder;
    private final Listeners listeners;
    private final Workers workers;
    private final TimeSource time;
    private final Supplier<? extends RandomGenerator> random;

    StageRunner(
            CallScope scope,
            Recorder recorder,
            Listeners listeners,
            Workers workers,
            TimeSource time,
            Supplier<? extends RandomGenerator> random) {
        this.scope = scope;
        this.recorder = recorder;
        this.listeners = listeners;
        this.workers = workers;
        this.time = time;
        this.random = random;
    }

    /** What a stage does. */
    @FunctionalInterface
    interface Body<T> {
        @Nullable T run(StageContext context) throws Exception;
    }

    /** {@return the result of the stage; nothing if it is optional and failed} */
    <T> Optional<T> run(StageId id, StageOptions options, Body<T> body) {
        scope.check();
        long began = recorder.started(id);
        Outcome outcome = Outcome.COMPLETED;
        String detail = "";
        try {
            T result = withinLimit(id, options, context -> heard(id, body, context));
            scope.check();
            if (result == null) {
                throw new LlmException("Stage \"" + id + "\" returned null. A stage returns a value or throws.");
            }
            return Optional.of(result);
        } catch (Throwable thrown) {
            LlmException error = explained(id, thrown);
            outcome = outcome(error);
            detail = thrown.getClass().getSimpleName();
            boolean goesOn = options.isOptional()
                    && scope.reason() == null
                    && outcome != Outcome.BLOCKED
                    && outcome != Outcome.CANCELLED;
            if (!goesOn) {
                throw error;
            }
            outcome = Outcome.SKIPPED;
            return Optional.empty();
        } finally {
            recorder.ended(id, began, outcome, detail);
        }
    }

    /** Runs {@code body} within the scopes of the listeners, which belong to the thread that does the work. */
    private <T> @Nullable T heard(StageId id, Body<T> body, StageContext context) throws Exception {
        try (Registration listening = listeners.enter(scope.callId(), id)) {
            return body.run(context);
        }
    }

    /** {@return what {@code body} results in, within the stage's own limit if it has one} */
    <T> @Nullable T withinLimit(StageId id, StageOptions options, Body<T> body) throws Exception {
        return options.limit().isPresent()
                ? limited(id, options.limit().get(), body)
                : body.run(new Context(id, scope.deadline()));
    }

    private <T> @Nullable T limited(StageId id, Duration limit, Body<T> body) throws Exception {
        Context context = new Context(id, Deadline.after(limit, time).earlier(scope.deadline()));
        FutureTask<@Nullable T> task = new FutureTask<>(() -> body.run(context));
        // Cancelling the task ends the wait at once, whether or not the stage heeds the interrupt.
        try (Registration alarm = time.schedule(limit, () -> task.cancel(true))) {
            workers.execute(task);
            // Without its place, which the task may need: calls that hold all places would wait for ever.
            workers.awaiting(() -> settle(task));
            return task.get();
        } catch (CancellationException e) {
            throw new DeadlineExceededException(id.toString(), limit);
        } catch (ExecutionException e) {
            throw rethrowable(e);
        } finally {
            task.cancel(true);
        }
    }

    /** Waits until {@code task} is over; how it ended is asked later. */
    private static void settle(FutureTask<?> task) throws InterruptedException {
        try {
            task.get();
        } catch (ExecutionException | CancellationException e) {
            // Thrown again by whoever asks for the result.
        }
    }

    private static Exception rethrowable(ExecutionException e) {
        Throwable cause = e.getCause();
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof Exception exception ? exception : e;
    }

    /** {@return what the caller is told about {@code thrown}} */
    LlmException explained(StageId id, Throwable thrown) {
        LlmException ended = scope.reason();
        if (ended != null) {
            return ended;
        }
        if (thrown instanceof LlmException error) {
            return error;
        }
        if (thrown instanceof InterruptedException) {
            // Nobody ended the call, so the thread's owner wants it to stop, and must still see that.
            Thread.currentThread().interrupt();
            return new CallCancelledException(id.toString());
        }
        return new StageException(id.toString(), advice(id.kind()), thrown);
    }

    /** {@return what helps against failures of a stage of this kind: not every kind can be done without} */
    private static String advice(StageKind kind) {
        return switch (kind) {
            case PREPROCESSOR, GROUNDER, POSTPROCESSOR, RECALL, REMEMBER ->
                "Mark the stage optional if the call can do without it.";
            case INPUT_GUARD, OUTPUT_GUARD -> "Its policy says by onError what a failure means.";
            case MODEL -> "Give the model a fallback if another can answer in its place.";
            case COMPOSER, FORMAT_CHECK, CALL -> "";
        };
    }

    private static Outcome outcome(LlmException error) {
        if (error instanceof BlockedException) {
            return Outcome.BLOCKED;
        }
        if (error instanceof DeadlineExceededException) {
            return Outcome.TIMED_OUT;
        }
        return error instanceof CallCancelledException ? Outcome.CANCELLED : Outcome.FAILED;
    }

    /** {@return the results of tasks that run side by side, in their order} */
    <T> List<T> inParallel(StageId id, List<? extends Callable<T>> tasks) {
        try {
            return ParallelTasks.invokeAll(tasks, workers);
        } catch (ExecutionException e) {
            throw explained(id, e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            throw explained(id, e);
        }
    }

    /** What a stage may use while it runs. */
    private final class Context implements StageContext {
        private final StageId id;
        private final Deadline deadline;

        Context(StageId id, Deadline deadline) {
            this.id = id;
            this.deadline = deadline;
        }

        @Override
        public TimeSource time() {
            return time;
        }

        @Override
        public RandomGenerator random() {
            return random.get();
        }

        @Override
        public void note(String key, String value) {
            recorder.noted(id, key, value);
        }

        @Override
        public <T> List<T> inParallel(List<? extends Callable<T>> tasks) {
            return StageRunner.this.inParallel(id, tasks);
        }

        @Override
        public String callId() {
            return scope.callId();
        }

        @Override
        public Deadline deadline() {
            return deadline;
        }

        @Override
        public Cancellation cancellation() {
            return scope.cancellation();
        }
    }

    /** {@return the life of the call} */
    CallScope scope() {
        return scope;
    }
}
