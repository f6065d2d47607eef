package dev.llmops.benchmarks.remote;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.Cancellation;
import dev.llmops.api.Deadline;
import dev.llmops.api.Registration;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelEvent;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A call whose events somebody reads, until it is cancelled. Safe for concurrent use. */
final class Reading implements ModelCall, Cancellation {
    private final Consumer<String> deltas;
    private final boolean streaming;
    private final Set<Action> actions = ConcurrentHashMap.newKeySet();
    private volatile boolean cancelled;

    /** Reads nothing that it keeps. */
    Reading() {
        this(true, delta -> {});
    }

    /** Hands every piece of text to {@code deltas}, on the thread of the call. */
    Reading(boolean streaming, Consumer<String> deltas) {
        this.streaming = streaming;
        this.deltas = deltas;
    }

    void cancel() {
        cancelled = true;
        actions.forEach(Action::run);
    }

    @Override
    public void emit(ModelEvent event) {
        if (cancelled) {
            throw new CallCancelledException("reader");
        }
        if (event instanceof ModelEvent.TextDelta delta) {
            deltas.accept(delta.text());
        }
    }

    @Override
    public boolean isStreaming() {
        return streaming;
    }

    @Override
    public String callId() {
        return "benchmark";
    }

    @Override
    public Deadline deadline() {
        return Deadline.none();
    }

    @Override
    public Cancellation cancellation() {
        return this;
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public Registration onCancel(Runnable task) {
        Action action = new Action(task, new AtomicBoolean());
        actions.add(action);
        if (cancelled) {
            action.run();
        }
        return () -> actions.remove(action);
    }

    private record Action(Runnable task, AtomicBoolean ran) {
        void run() {
            if (ran.compareAndSet(false, true)) {
                task.run();
            }
        }
    }
}
