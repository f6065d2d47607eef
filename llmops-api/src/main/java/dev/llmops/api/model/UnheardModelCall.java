package dev.llmops.api.model;

import dev.llmops.api.CallControl;
import dev.llmops.api.Cancellation;
import dev.llmops.api.Deadline;
import dev.llmops.api.Require;

/** A call of a model that nobody listens to: only the complete response counts. */
record UnheardModelCall(CallControl control) implements ModelCall {
    static final ModelCall DETACHED = new UnheardModelCall(CallControl.detached());

    UnheardModelCall {
        Require.nonNull(control, "control");
    }

    @Override
    public void emit(ModelEvent event) {}

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
