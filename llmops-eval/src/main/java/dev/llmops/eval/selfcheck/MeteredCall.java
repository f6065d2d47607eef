package dev.llmops.eval.selfcheck;

import dev.llmops.api.CallControl;
import dev.llmops.api.Cancellation;
import dev.llmops.api.Deadline;
import dev.llmops.api.model.Usage;
import dev.llmops.eval.UsageMeter;

/** Part of a longer call that keeps count of what it uses, and passes it on. Safe for concurrent use. */
final class MeteredCall implements UsageMeter {
    private final CallControl outer;
    private Usage sum = Usage.unknown();

    MeteredCall(CallControl outer) {
        this.outer = outer;
    }

    @Override
    public synchronized void used(Usage usage) {
        sum = sum.plus(usage);
        UsageMeter.report(outer, usage);
    }

    /** {@return what was used so far} */
    synchronized Usage usage() {
        return sum;
    }

    @Override
    public String callId() {
        return outer.callId();
    }

    @Override
    public Deadline deadline() {
        return outer.deadline();
    }

    @Override
    public Cancellation cancellation() {
        return outer.cancellation();
    }
}
