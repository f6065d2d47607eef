package dev.llmops.eval.run;

import dev.llmops.api.LlmException;

/**
 * Tells that a run stopped because too many threads are stuck in its subject or a metric: their time is over, and they
 * take no notice of interrupts. Nothing can end such a thread but its own work.
 */
public final class StuckThreadsException extends LlmException {
    private static final long serialVersionUID = 1L;

    private final int threads;

    StuckThreadsException(int threads) {
        super(threads
                + " threads are stuck in the subject or in a metric: their time was over a minute ago or more, and"
                + " they take no notice of interrupts. Have it end when its deadline is over or its thread is"
                + " interrupted, then run again to go on.");
        this.threads = threads;
    }

    /** {@return how many threads are stuck} */
    public int threads() {
        return threads;
    }
}
