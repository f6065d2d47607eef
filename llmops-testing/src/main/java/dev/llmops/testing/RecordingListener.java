package dev.llmops.testing;

import dev.llmops.api.Registration;
import dev.llmops.api.Require;
import dev.llmops.api.pipeline.CallRecord;
import dev.llmops.api.pipeline.PipelineEvent;
import dev.llmops.api.pipeline.PipelineListener;
import dev.llmops.api.pipeline.StageId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A listener that keeps what it is told.
 *
 * <pre>{@code
 * RecordingListener listener = new RecordingListener();
 * Pipeline.builder().listener(listener).model(model).build().run("Hello");
 * assertThat(listener.awaitCalls(1)).first().satisfies(call -> assertThat(call.error()).isNull());
 * }</pre>
 *
 * <p>Events come by a thread of the engine: wait for the end of a call before you look. Safe for
 * concurrent use.
 */
public final class RecordingListener implements PipelineListener {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<PipelineEvent> events = new ArrayList<>();
    private final List<Scope> scopes = new ArrayList<>();

    /** Creates a listener that was told nothing. */
    public RecordingListener() {}

    @Override
    public void on(PipelineEvent event) {
        lock.lock();
        try {
            events.add(Require.nonNull(event, "event"));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Registration enter(String callId, StageId stage) {
        Scope scope = new Scope(callId, stage, Thread.currentThread());
        lock.lock();
        try {
            scopes.add(scope);
        } finally {
            lock.unlock();
        }
        return scope;
    }

    /** {@return what happened so far, in order} */
    public List<PipelineEvent> events() {
        lock.lock();
        try {
            return List.copyOf(events);
        } finally {
            lock.unlock();
        }
    }

    /** {@return what happened so far of one kind, in order} */
    public <E extends PipelineEvent> List<E> events(Class<E> kind) {
        return events().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** {@return the records of the calls that have ended, in order} */
    public List<CallRecord> records() {
        return events(PipelineEvent.CallEnded.class).stream()
                .map(PipelineEvent.CallEnded::record)
                .toList();
    }

    /**
     * Waits until {@code count} calls have ended; fails after ten seconds of real time.
     *
     * @return the ends of the calls so far, in order
     */
    public List<PipelineEvent.CallEnded> awaitCalls(int count) {
        Patience.await(
                lock,
                changed,
                () -> ended() >= count,
                () -> count + " calls have ended; there were " + ended() + " among " + events.size() + " events");
        return events(PipelineEvent.CallEnded.class);
    }

    /** {@return the scopes that were opened, in order} */
    public List<Scope> scopes() {
        lock.lock();
        try {
            return List.copyOf(scopes);
        } finally {
            lock.unlock();
        }
    }

    private long ended() {
        return events.stream().filter(PipelineEvent.CallEnded.class::isInstance).count();
    }

    /** A scope that was opened around a stage. */
    public static final class Scope implements Registration {
        private final String callId;
        private final StageId stage;
        private final Thread openedBy;
        private volatile boolean closed;
        private volatile boolean closedElsewhere;

        private Scope(String callId, StageId stage, Thread openedBy) {
            this.callId = callId;
            this.stage = stage;
            this.openedBy = openedBy;
        }

        /** {@return the call} */
        public String callId() {
            return callId;
        }

        /** {@return the stage} */
        public StageId stage() {
            return stage;
        }

        /** {@return whether the scope was closed} */
        public boolean isClosed() {
            return closed;
        }

        /** {@return whether another thread closed the scope than the one that opened it, which is a mistake} */
        public boolean isClosedElsewhere() {
            return closedElsewhere;
        }

        @Override
        public void close() {
            closedElsewhere |= !openedBy.equals(Thread.currentThread());
            closed = true;
        }

        @Override
        public String toString() {
            return "Scope[" + callId + ", " + stage + (closed ? ", closed]" : "]");
        }
    }
}
