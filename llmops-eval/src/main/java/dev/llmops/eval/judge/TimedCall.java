package dev.llmops.eval.judge;

import dev.llmops.api.CallControl;
import dev.llmops.api.Cancellation;
import dev.llmops.api.Deadline;
import dev.llmops.api.Registration;
import dev.llmops.api.TimeSource;
import dev.llmops.core.concurrent.CancelSource;
import java.time.Duration;

/** One question to a judge: part of a longer call, with a time limit of its own. */
final class TimedCall implements CallControl, AutoCloseable {
    private final CallControl outer;
    private final Deadline deadline;
    private final CancelSource stop = new CancelSource();
    private final Registration pending;
    private final Registration outerStop;
    private volatile boolean rang;

    TimedCall(CallControl outer, Duration limit, TimeSource time) {
        this.outer = outer;
        this.deadline = outer.deadline().earlier(Deadline.after(limit, time));
        this.outerStop = outer.cancellation().onCancel(stop::cancel);
        this.pending = time.schedule(limit, this::ring);
    }

    private void ring() {
        rang = true;
        stop.cancel();
    }

    /** {@return whether time has run out, that of this question or that of the whole call} */
    boolean isOutOfTime() {
        return rang || deadline.isExpired();
    }

    @Override
    public String callId() {
        return outer.callId();
    }

    @Override
    public Deadline deadline() {
        return deadline;
    }

    /** {@return what cancels when time runs out or the whole call is cancelled, whichever comes first} */
    @Override
    public Cancellation cancellation() {
        return stop;
    }

    @Override
    public void close() {
        pending.close();
        outerStop.close();
    }
}
