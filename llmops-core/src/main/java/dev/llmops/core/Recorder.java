package dev.llmops.core;

import dev.llmops.api.TimeSource;
import dev.llmops.api.model.ModelAttempt;
import dev.llmops.api.model.Usage;
import dev.llmops.api.pipeline.CallRecord;
import dev.llmops.api.pipeline.PipelineEvent;
import dev.llmops.api.pipeline.StageId;
import dev.llmops.api.pipeline.StageTiming;
import dev.llmops.api.safety.GuardDecision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** Writes the record of one call while it happens, and tells the listeners. Safe for concurrent use. */
final class Recorder {
    private static final long NEVER = Long.MIN_VALUE;

    private final String callId;
    private final TimeSource time;
    private final Listeners listeners;
    private volatile Instant startedAt;
    private volatile long startNanos;

    private final ReentrantLock lock = new ReentrantLock();
    /** What runs, in the order in which it began: a handful, so that a list is the fastest set. */
    private final List<StageId> running = new ArrayList<>();

    private final List<StageTiming> stages = new ArrayList<>();
    private final List<GuardDecision> decisions = new ArrayList<>();
    private final List<ModelAttempt> attempts = new ArrayList<>();
    private final List<CallRecord.Note> notes = new ArrayList<>();
    private Usage usage = Usage.unknown();
    private int reprompts;
    private long firstToken = NEVER;
    private long lastToken = NEVER;
    private long endNanos = NEVER;

    Recorder(String callId, TimeSource time, Listeners listeners) {
        this.callId = callId;
        this.time = time;
        this.listeners = listeners;
        this.startedAt = time.now();
        this.startNanos = time.nanos();
    }

    /** Notes that the call begins: what went before was only its setting up. */
    void begun() {
        startedAt = time.now();
        startNanos = time.nanos();
        if (!listeners.isEmpty()) {
            listeners.tell(new PipelineEvent.CallStarted(callId));
        }
    }

    /** Notes that the call is over: from now on its record does not get longer. */
    void over() {
        lock.lock();
        try {
            endNanos = time.nanos();
        } finally {
            lock.unlock();
        }
    }

    long nanos() {
        return time.nanos();
    }

    /** {@return the moment at which the stage began} */
    long started(StageId stage) {
        lock.lock();
        try {
            running.add(stage);
        } finally {
            lock.unlock();
        }
        if (!listeners.isEmpty()) {
            listeners.tell(new PipelineEvent.StageStarted(callId, stage));
        }
        return time.nanos();
    }

    void ended(StageId stage, long began, StageTiming.Outcome outcome, String detail) {
        ended(stage, began, time.nanos() - began, outcome, detail);
    }

    void ended(StageId stage, long began, long nanos, StageTiming.Outcome outcome, String detail) {
        StageTiming timing = new StageTiming(stage, began - startNanos, nanos, outcome, detail);
        lock.lock();
        try {
            running.remove(stage);
            stages.add(timing);
        } finally {
            lock.unlock();
        }
        if (!listeners.isEmpty()) {
            listeners.tell(new PipelineEvent.StageEnded(callId, timing));
        }
    }

    /** Notes that a stage that works piece by piece goes on. */
    void resumed(StageId stage) {
        lock.lock();
        try {
            running.add(stage);
        } finally {
            lock.unlock();
        }
    }

    /** Notes that a stage that works piece by piece waits for more. */
    void paused(StageId stage) {
        lock.lock();
        try {
            running.remove(stage);
        } finally {
            lock.unlock();
        }
    }

    /**
     * {@return the stage that began last of those that run, for messages about where time ran out}
     *
     * <p>When a guard looks at a stream while the model works, it is the guard that holds the call.
     */
    String runningStage() {
        lock.lock();
        try {
            return running.isEmpty()
                    ? "waiting for a thread"
                    : running.get(running.size() - 1).toString();
        } finally {
            lock.unlock();
        }
    }

    void decided(GuardDecision decision) {
        lock.lock();
        try {
            decisions.add(decision);
        } finally {
            lock.unlock();
        }
        if (!listeners.isEmpty()) {
            listeners.tell(new PipelineEvent.Decided(callId, decision));
        }
    }

    void attempted(ModelAttempt attempt) {
        lock.lock();
        try {
            attempts.add(attempt);
        } finally {
            lock.unlock();
        }
        if (!listeners.isEmpty()) {
            listeners.tell(new PipelineEvent.Attempted(callId, attempt));
        }
    }

    /** {@return how many attempts were recorded so far} */
    int attempts() {
        lock.lock();
        try {
            return attempts.size();
        } finally {
            lock.unlock();
        }
    }

    void noted(StageId stage, String key, String value) {
        CallRecord.Note note = new CallRecord.Note(stage, key, value);
        lock.lock();
        try {
            notes.add(note);
        } finally {
            lock.unlock();
        }
    }

    void used(Usage more) {
        lock.lock();
        try {
            usage = usage.plus(more);
        } finally {
            lock.unlock();
        }
    }

    void reprompted() {
        lock.lock();
        try {
            reprompts++;
        } finally {
            lock.unlock();
        }
    }

    /** Notes that the model produced text just now. */
    void token() {
        long now = time.nanos();
        boolean first;
        lock.lock();
        try {
            first = firstToken == NEVER;
            if (first) {
                firstToken = now;
            }
            lastToken = now;
        } finally {
            lock.unlock();
        }
        if (first && !listeners.isEmpty()) {
            listeners.tell(new PipelineEvent.FirstToken(callId, Duration.ofNanos(now - startNanos)));
        }
    }

    CallRecord record() {
        lock.lock();
        try {
            CallRecord.Builder record = CallRecord.builder(callId, startedAt)
                    .duration(Duration.ofNanos((endNanos == NEVER ? time.nanos() : endNanos) - startNanos))
                    .stages(stages.stream()
                            .sorted(Comparator.comparingLong(StageTiming::startNanos))
                            .toList())
                    .decisions(decisions)
                    .attempts(attempts)
                    .notes(notes)
                    .usage(usage)
                    .reprompts(reprompts);
            if (firstToken != NEVER) {
                record.timeToFirstToken(Duration.ofNanos(firstToken - startNanos));
                long tokens = usage.outputTokens().orElse(0);
                if (tokens > 1 && lastToken > firstToken) {
                    record.timePerOutputToken(Duration.ofNanos((lastToken - firstToken) / (tokens - 1)));
                }
            }
            return record.build();
        } finally {
            lock.unlock();
        }
    }
}
