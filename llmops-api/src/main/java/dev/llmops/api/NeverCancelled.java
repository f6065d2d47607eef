package dev.llmops.api;

/** The cancellation of a call that nobody can cancel. */
enum NeverCancelled implements Cancellation {
    INSTANCE;

    @Override
    public boolean isCancelled() {
        return false;
    }

    @Override
    public Registration onCancel(Runnable action) {
        Require.nonNull(action, "action");
        return () -> {};
    }
}
