package dev.llmops.api.model;

import dev.llmops.api.CallControl;
import dev.llmops.api.Cancellation;
import dev.llmops.api.Deadline;

/** The call of a model that belongs to no pipeline. */
enum DetachedModelCall implements ModelCall {
    INSTANCE;

    @Override
    public void emit(ModelEvent event) {}

    @Override
    public boolean isStreaming() {
        return false;
    }

    @Override
    public String callId() {
        return CallControl.detached().callId();
    }

    @Override
    public Deadline deadline() {
        return Deadline.none();
    }

    @Override
    public Cancellation cancellation() {
        return Cancellation.never();
    }
}
