package dev.llmops.eval.judge;

import dev.llmops.api.CallControl;
import dev.llmops.api.Cancellation;
import dev.llmops.api.Deadline;
import dev.llmops.api.Registration;
import dev.llmops.api.TimeSource;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** One question to a judge: part of a longer call, with a time limit of its own. Nobody reads its events. */
final class TimedCall implements ModelCall, AutoCloseable {
    private final CallControl outer;
    private final Deadline deadline;
    private final Alarm alarm;
    private final Registration pending;

    TimedCall(CallControl outer, Duration limit, TimeSource time) {
        this.outer = outer;
        this.deadline = outer.deadline().earlier(Deadline.after(limit, time));
        this.alarm = new Alarm(outer.cancellation());
        this.pending = time.schedule(limit, alarm::ring);
    }

    /** {@return whether time has run out, that of this question or that of the whole call} */
    boolean isOutOfTime() {
        return alarm.rang.get() || deadline.isExpired();
    }

    @Override
    public void emit(ModelEvent event) {
        // Only the whole answer counts.
    }

    @Override
    public boolean isStreaming() {
        return false;
    }

    @Override
    public String callId() {
        return outer.callId();
    }

    @Override
    public Deadline deadline() {
        return deadline;
    }

    @Override
    public Cancellation cancellation() {
        return alarm;
    }

    @Override
    public void close() {
        pending.close();
    }

    /** Cancels when time runs out or the whole call is cancelled, whichever comes first. */
    private static final class Alarm implements Cancellation {
        private final Cancellation outer;
        private final AtomicBoolean rang = new AtomicBoolean();
        private final List<Once> actions = new ArrayList<>();

        Alarm(Cancellation outer) {
            this.outer = outer;
        }

        void ring() {
            List<Once> due;
            synchronized (actions) {
                rang.set(true);
                due = List.copyOf(actions);
                actions.clear();
            }
            due.forEach(Once::run);
        }

        @Override
        public boolean isCancelled() {
            return rang.get() || outer.isCancelled();
        }

        @Override
        public Registration onCancel(Runnable action) {
            Once once = new Once(action);
            boolean now;
            synchronized (actions) {
                now = rang.get();
                if (!now) {
                    actions.add(once);
                }
            }
            if (now) {
                once.run();
                return () -> {};
            }
            Registration other = outer.onCancel(once);
            return () -> {
                synchronized (actions) {
                    actions.remove(once);
                }
                other.close();
            };
        }
    }

    /** Runs at most once, whichever of two cancellations comes. */
    private static final class Once implements Runnable {
        private final Runnable action;
        private final AtomicBoolean done = new AtomicBoolean();

        Once(Runnable action) {
            this.action = action;
        }

        @Override
        public void run() {
            if (done.compareAndSet(false, true)) {
                try {
                    action.run();
                } catch (RuntimeException e) {
                    // As the contract of Cancellation says: what an action throws stops nobody.
                    System.getLogger(TimedCall.class.getName())
                            .log(System.Logger.Level.WARNING, "An action of a cancellation failed: " + e.getClass());
                }
            }
        }
    }
}
