package dev.llmops.api;

/** The control of work that belongs to no call. */
enum DetachedCall implements CallControl {
    INSTANCE;

    @Override
    public String callId() {
        return "detached";
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
