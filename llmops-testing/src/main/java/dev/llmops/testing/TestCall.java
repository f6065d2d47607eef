package dev.llmops.testing;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.Deadline;
import dev.llmops.api.Require;
import dev.llmops.api.TimeSource;
import dev.llmops.api.model.ModelAttempt;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelEvent;
import dev.llmops.api.model.ToolCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The call of a model, as a test makes it: collects what the model emits and cancels when told.
 *
 * <pre>{@code
 * TestCall call = TestCall.create();
 * ModelResponse response = client.generate(request, call);
 * assertThat(call.text()).isEqualTo(response.text());
 * }</pre>
 *
 * <p>Like the engine's, its {@link #emit} throws once the call is cancelled. Safe for concurrent use.
 */
public final class TestCall implements ModelCall {
    private final String callId;
    private final boolean streaming;
    private final Deadline deadline;
    private final TestCancellation cancellation = new TestCancellation();
    private final Consumer<ModelEvent> reader;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<ModelEvent> events = new ArrayList<>();
    private final List<ModelEvent> lateEvents = new ArrayList<>();
    private final List<ModelAttempt> attempts = new ArrayList<>();
    private final AtomicBoolean emitting = new AtomicBoolean();
    private boolean overlapped;
    private boolean ended;

    private TestCall(Builder builder) {
        this.callId = builder.callId;
        this.streaming = builder.streaming;
        this.deadline = builder.limit.isZero() ? Deadline.none() : Deadline.after(builder.limit, builder.time);
        this.reader = builder.reader;
        if (deadline.isSet()) {
            builder.time.schedule(builder.limit, cancellation::cancel);
        }
    }

    /** {@return a call that somebody listens to, without a deadline} */
    public static TestCall create() {
        return builder().build();
    }

    /** {@return a builder of a call that somebody listens to} */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public void emit(ModelEvent event) {
        Require.nonNull(event, "event");
        boolean alone = emitting.compareAndSet(false, true);
        try {
            record(event, alone);
            reader.accept(event);
        } finally {
            if (alone) {
                emitting.set(false);
            }
        }
    }

    private void record(ModelEvent event, boolean alone) {
        lock.lock();
        try {
            overlapped |= !alone;
            if (ended) {
                lateEvents.add(event);
                return;
            }
            if (cancellation.isCancelled()) {
                throw new CallCancelledException("model");
            }
            events.add(event);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void report(ModelAttempt attempt) {
        lock.lock();
        try {
            attempts.add(Require.nonNull(attempt, "attempt"));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isStreaming() {
        return streaming;
    }

    @Override
    public String callId() {
        return callId;
    }

    @Override
    public Deadline deadline() {
        return deadline;
    }

    @Override
    public TestCancellation cancellation() {
        return cancellation;
    }

    /** Cancels the call. */
    public void cancel() {
        cancellation.cancel();
    }

    /** Says that the model has returned: what it emits from now on comes too late. */
    public void end() {
        lock.lock();
        try {
            ended = true;
        } finally {
            lock.unlock();
        }
    }

    /** {@return what was emitted, in order} */
    public List<ModelEvent> events() {
        return copy(events);
    }

    /** {@return what was emitted of one kind, in order} */
    public <E extends ModelEvent> List<E> events(Class<E> kind) {
        return events().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** {@return what was emitted after {@link #end()}} */
    public List<ModelEvent> lateEvents() {
        return copy(lateEvents);
    }

    /** {@return the attempts that were reported, in order} */
    public List<ModelAttempt> attempts() {
        return copy(attempts);
    }

    /** {@return the deltas of text, joined} */
    public String text() {
        return events(ModelEvent.TextDelta.class).stream()
                .map(ModelEvent.TextDelta::text)
                .collect(Collectors.joining());
    }

    /** {@return the deltas of reasoning, joined} */
    public String reasoning() {
        return events(ModelEvent.ReasoningDelta.class).stream()
                .map(ModelEvent.ReasoningDelta::text)
                .collect(Collectors.joining());
    }

    /** {@return the tool calls that the events describe, by index} */
    public List<ToolCall> toolCalls() {
        Map<Integer, StringBuilder> arguments = new TreeMap<>();
        for (ModelEvent.ToolCallDelta delta : events(ModelEvent.ToolCallDelta.class)) {
            arguments
                    .computeIfAbsent(delta.index(), index -> new StringBuilder())
                    .append(delta.json());
        }
        Map<Integer, ToolCall> calls = new TreeMap<>();
        for (ModelEvent.ToolCallStarted started : events(ModelEvent.ToolCallStarted.class)) {
            String json =
                    arguments.getOrDefault(started.index(), new StringBuilder()).toString();
            calls.put(started.index(), new ToolCall(started.id(), started.name(), json));
        }
        return List.copyOf(calls.values());
    }

    /** {@return whether two threads emitted at the same time, which a model must not do} */
    public boolean hasOverlapped() {
        lock.lock();
        try {
            return overlapped;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until {@code count} events were emitted; fails after ten seconds of real time. */
    public void awaitEvents(int count) {
        Patience.await(
                lock,
                changed,
                () -> events.size() >= count,
                () -> count + " events were emitted; there were " + events.size());
    }

    private <T> List<T> copy(List<T> list) {
        lock.lock();
        try {
            return List.copyOf(list);
        } finally {
            lock.unlock();
        }
    }

    /** Collects what a call is like. Not safe for concurrent use. */
    public static final class Builder {
        private String callId = "test-call";
        private boolean streaming = true;
        private Duration limit = Duration.ZERO;
        private TimeSource time = TimeSource.system();
        private Consumer<ModelEvent> reader = event -> {};

        private Builder() {}

        /** Sets the id of the call. */
        public Builder callId(String callId) {
            this.callId = Require.nonBlank(callId, "callId");
            return this;
        }

        /** Makes it a call that nobody listens to; events are collected all the same. */
        public Builder silent() {
            this.streaming = false;
            return this;
        }

        /** Sets a deadline, counted from {@link #build}; when it comes an alarm of {@code time} cancels the call. */
        public Builder within(Duration limit, TimeSource time) {
            this.limit = Require.positive(limit, "limit");
            this.time = Require.nonNull(time, "time");
            return this;
        }

        /** Sets what reads the events, on the thread that emits; it may block or throw. */
        public Builder reader(Consumer<ModelEvent> reader) {
            this.reader = Require.nonNull(reader, "reader");
            return this;
        }

        /** {@return the call} */
        public TestCall build() {
            return new TestCall(this);
        }
    }
}
