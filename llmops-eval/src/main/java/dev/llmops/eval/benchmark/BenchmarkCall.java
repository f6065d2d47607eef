package dev.llmops.eval.benchmark;

import dev.llmops.api.CallControl;
import dev.llmops.api.Cancellation;
import dev.llmops.api.Deadline;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelEvent;

/** The call of a model within a run: it ends when the run does, and nobody reads its events. */
record BenchmarkCall(CallControl control) implements ModelCall {
    @Override
    public void emit(ModelEvent event) {
        // Only the complete answer counts.
    }

    @Override
    public boolean isStreaming() {
        return false;
    }

    @Override
    public String callId() {
        return control.callId();
    }

    @Override
    public Deadline deadline() {
        return control.deadline();
    }

    @Override
    public Cancellation cancellation() {
        return control.cancellation();
    }
}
