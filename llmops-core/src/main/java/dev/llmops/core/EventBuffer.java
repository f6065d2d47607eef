package dev.llmops.core;

import dev.llmops.api.pipeline.AnswerEvent;
import dev.llmops.core.concurrent.Workers;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The events between the thread that makes an answer and the one that reads it.
 *
 * <p>Holds a bounded number of events: the maker waits while the reader is behind. Ends once, with
 * or without a failure, and what was put in before a success is still read.
 */
final class EventBuffer implements AnswerSink {
    static final int CAPACITY = 256;

    private final Workers workers;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<AnswerEvent> events = new ArrayDeque<>();
    private boolean unbounded;
    private boolean ended;
    private boolean abandoned;
    private @Nullable Throwable failure;

    /** Set under no lock: whoever puts an event in after this was set, sees it. */
    private volatile Runnable onChange = () -> {};

    EventBuffer(Workers workers) {
        this.workers = workers;
    }

    /** Runs {@code action} after every change, on the thread that made it. */
    void onChange(Runnable action) {
        onChange = action;
    }

    @Override
    public void deliver(AnswerEvent event) throws InterruptedException {
        if (!offer(event)) {
            workers.awaiting(() -> waitAndPut(event));
        }
        onChange.run();
    }

    private boolean offer(AnswerEvent event) {
        lock.lock();
        try {
            if (isFull()) {
                return false;
            }
            put(event);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void waitAndPut(AnswerEvent event) throws InterruptedException {
        lock.lock();
        try {
            while (isFull()) {
                changed.await();
            }
            put(event);
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull() {
        return events.size() >= CAPACITY && !unbounded && !ended && !abandoned;
    }

    private void put(AnswerEvent event) {
        if (!ended && !abandoned) {
            events.add(event);
            changed.signalAll();
        }
    }

    /** Ends the stream; a failure is seen at once, events that nobody has read yet are dropped. */
    void end(@Nullable Throwable error) {
        lock.lock();
        try {
            if (ended) {
                return;
            }
            ended = true;
            failure = error;
            if (error != null) {
                events.clear();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        onChange.run();
    }

    /** Says that the maker must not wait for the reader any more, however far behind that is. */
    void unbound() {
        lock.lock();
        try {
            unbounded = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Says that nobody reads any more. */
    void abandon() {
        lock.lock();
        try {
            abandoned = true;
            events.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** {@return the next event, waiting for it; null at the end of an answer that succeeded} */
    @Nullable AnswerEvent take() throws InterruptedException {
        lock.lock();
        try {
            while (events.isEmpty() && !ended && !abandoned) {
                changed.await();
            }
            return next();
        } finally {
            lock.unlock();
        }
    }

    /** {@return the next event if there is one} */
    @Nullable AnswerEvent poll() {
        lock.lock();
        try {
            return next();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable AnswerEvent next() {
        AnswerEvent event = events.poll();
        if (event != null) {
            changed.signalAll();
        }
        return event;
    }

    /** {@return whether everything was read and nothing more will come} */
    boolean isDrained() {
        lock.lock();
        try {
            return (ended || abandoned) && events.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** {@return why the answer failed, or null} */
    @Nullable Throwable failure() {
        lock.lock();
        try {
            return failure;
        } finally {
            lock.unlock();
        }
    }
}
