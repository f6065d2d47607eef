package dev.llmops.core;

import dev.llmops.api.CallControl;
import dev.llmops.api.Cancellation;
import dev.llmops.api.Deadline;
import dev.llmops.api.LlmException;
import dev.llmops.api.Require;
import dev.llmops.api.model.ModelAttempt;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelEvent;
import java.util.function.Consumer;

/** One call of the model within a call of the pipeline. */
final class EngineModelCall implements ModelCall {
    private final CallControl call;
    private final CallScope scope;
    private final Cancellation cancellation;
    private final boolean streaming;
    private final Recorder recorder;
    private final Consumer<ModelEvent> events;
    private volatile boolean over;

    EngineModelCall(
            CallControl call,
            CallScope scope,
            Cancellation cancellation,
            boolean streaming,
            Recorder recorder,
            Consumer<ModelEvent> events) {
        this.call = call;
        this.scope = scope;
        this.cancellation = cancellation;
        this.streaming = streaming;
        this.recorder = recorder;
        this.events = events;
    }

    @Override
    public void emit(ModelEvent event) {
        Require.nonNull(event, "event");
        scope.check();
        if (over) {
            throw new LlmException("A model emitted an event after its call had returned. Emit while generate() runs.");
        }
        boolean isContent = event instanceof ModelEvent.TextDelta
                || event instanceof ModelEvent.ReasoningDelta
                || event instanceof ModelEvent.ToolCallDelta;
        if (isContent) {
            recorder.token();
        }
        if (streaming) {
            events.accept(event);
        }
    }

    @Override
    public boolean isStreaming() {
        return streaming;
    }

    @Override
    public void report(ModelAttempt attempt) {
        recorder.attempted(Require.nonNull(attempt, "attempt"));
    }

    /** Says that the model has returned: what it emits from now on is a mistake. */
    void close() {
        over = true;
    }

    @Override
    public String callId() {
        return call.callId();
    }

    @Override
    public Deadline deadline() {
        return call.deadline();
    }

    @Override
    public Cancellation cancellation() {
        return cancellation;
    }
}
