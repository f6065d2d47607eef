package dev.llmops.testing;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.DeadlineExceededException;
import dev.llmops.api.LlmException;
import dev.llmops.api.Locality;
import dev.llmops.api.Require;
import dev.llmops.api.TimeSource;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.FinishReason;
import dev.llmops.api.model.Media;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelEvent;
import dev.llmops.api.model.ModelInfo;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.ProviderException;
import dev.llmops.api.model.ProviderFailure;
import dev.llmops.api.model.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.IntSupplier;

/**
 * A model that says what a script tells it to, and remembers what it was asked.
 *
 * <pre>{@code
 * VirtualTime time = new VirtualTime();
 * ScriptedModel model = ScriptedModel.script()
 *         .time(time)
 *         .reasoning("Let me see.")
 *         .text("It is ", "eleven.")
 *         .pause(Duration.ofSeconds(2))
 *         .toolCall("clock", "{\"zone\":", "\"UTC\"}")
 *         .next()
 *         .fail(ErrorClass.OVERLOADED)
 *         .build();
 * }</pre>
 *
 * <p>A script has an answer for each call, in order of the calls; calls beyond the last answer get
 * that one again, unless the script is {@linkplain Script#strict() strict}. The deltas, joined, are
 * always the response. Between any two steps the model stops if its call is cancelled or out of
 * time, or its thread interrupted. Safe for concurrent use.
 */
public final class ScriptedModel implements ModelClient {
    private final List<List<Step>> answers;
    private final boolean strict;
    private final ModelInfo info;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<ModelRequest> requests = new ArrayList<>();
    private int running;
    private int mostRunning;
    private int cancelled;
    private int failed;

    private ScriptedModel(Script script) {
        this.answers = script.answers.stream().map(List::copyOf).toList();
        this.strict = script.strict;
        this.info = script.info;
    }

    /** {@return a model that always answers {@code text}, in one delta} */
    public static ScriptedModel answering(String text) {
        return script().text(text).build();
    }

    /** {@return a model that always answers with these deltas} */
    public static ScriptedModel answering(List<String> deltas) {
        return script().text(deltas.toArray(String[]::new)).build();
    }

    /** {@return a model whose answer depends on the request} */
    public static ScriptedModel answering(Function<ModelRequest, String> reply) {
        return script().reply(reply).build();
    }

    /** {@return a model that always fails with {@code errorClass}, after the request was sent} */
    public static ScriptedModel failing(ErrorClass errorClass) {
        return script().fail(errorClass).build();
    }

    /** {@return a model that never answers, until its call is cancelled or its thread interrupted} */
    public static ScriptedModel hanging() {
        return script().hang().build();
    }

    /** {@return a script with nothing in it: an empty answer} */
    public static Script script() {
        return new Script();
    }

    @Override
    public ModelResponse generate(ModelRequest request, ModelCall call) {
        Require.nonNull(request, "request");
        Require.nonNull(call, "call");
        int number = begin(request);
        try {
            Pause.check(call);
            ScriptedCall scripted = new ScriptedCall(request, call, info, number);
            for (Step step : answer(number)) {
                step.play(scripted);
                Pause.check(call);
            }
            return scripted.response();
        } catch (CallCancelledException | DeadlineExceededException e) {
            count(1, 0);
            throw e;
        } catch (RuntimeException | Error e) {
            count(0, 1);
            throw e;
        } finally {
            end();
        }
    }

    @Override
    public ModelInfo info() {
        return info;
    }

    /** {@return what the model was asked, in order} */
    public List<ModelRequest> requests() {
        lock.lock();
        try {
            return List.copyOf(requests);
        } finally {
            lock.unlock();
        }
    }

    /** {@return the request of call {@code index}, from 0} */
    public ModelRequest request(int index) {
        return requests().get(index);
    }

    /** {@return how many calls have begun} */
    public int calls() {
        return requests().size();
    }

    /** {@return how many calls are running now} */
    public int running() {
        return read(() -> running);
    }

    /** {@return how many calls were running at the same time, at most} */
    public int mostRunning() {
        return read(() -> mostRunning);
    }

    /** {@return how many calls ended because they were cancelled, interrupted or out of time} */
    public int cancelled() {
        return read(() -> cancelled);
    }

    /** {@return how many calls failed for another reason} */
    public int failed() {
        return read(() -> failed);
    }

    /** Waits until {@code count} calls have begun; fails after ten seconds of real time. */
    public void awaitCalls(int count) {
        Patience.await(
                lock,
                changed,
                () -> requests.size() >= count,
                () -> count + " calls of the model have begun; there were " + requests.size());
    }

    /** Waits until no call is running; fails after ten seconds of real time. */
    public void awaitIdle() {
        Patience.await(
                lock, changed, () -> running == 0, () -> "no call of the model is running; there were " + running);
    }

    /** Shows the number of answers and calls, not what was said. */
    @Override
    public String toString() {
        return "ScriptedModel[answers=" + answers.size() + ", calls=" + calls() + "]";
    }

    private List<Step> answer(int number) {
        if (number >= answers.size() && strict) {
            throw new LlmException("The script has " + answers.size() + " answers; this is call " + (number + 1)
                    + ". Add an answer with next(), or leave out strict().");
        }
        return answers.get(Math.min(number, answers.size() - 1));
    }

    private int begin(ModelRequest request) {
        lock.lock();
        try {
            requests.add(request);
            running++;
            mostRunning = Math.max(mostRunning, running);
            changed.signalAll();
            return requests.size() - 1;
        } finally {
            lock.unlock();
        }
    }

    private void count(int moreCancelled, int moreFailed) {
        lock.lock();
        try {
            cancelled += moreCancelled;
            failed += moreFailed;
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            running--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private int read(IntSupplier counter) {
        lock.lock();
        try {
            return counter.getAsInt();
        } finally {
            lock.unlock();
        }
    }

    /** Something that a scripted model does. */
    @FunctionalInterface
    private interface Step {
        void play(ScriptedCall call);
    }

    /** Collects what a model says and does, step by step. Not safe for concurrent use. */
    public static final class Script {
        private final List<List<Step>> answers = new ArrayList<>();
        private List<Step> steps = new ArrayList<>();
        private TimeSource time = TimeSource.system();
        private boolean strict;
        private ModelInfo info = ModelInfo.builder("scripted", "script").build();

        private Script() {
            answers.add(steps);
        }

        /** Sets what is known about the model; the default is a remote one that can do everything. */
        public Script info(ModelInfo info) {
            this.info = Require.nonNull(info, "info");
            return this;
        }

        /** Sets whether text stays on this machine. */
        public Script locality(Locality locality) {
            return info(info.toBuilder().locality(locality).build());
        }

        /** Sets in which time {@link #pause} pauses, from here on; the default is real time. */
        public Script time(TimeSource time) {
            this.time = Require.nonNull(time, "time");
            return this;
        }

        /** Makes calls beyond the last answer fail, instead of repeating it. */
        public Script strict() {
            this.strict = true;
            return this;
        }

        /** Says something, in these deltas. */
        public Script text(String... deltas) {
            for (String delta : deltas) {
                Require.nonNull(delta, "delta");
                steps.add(call -> call.text(delta));
            }
            return this;
        }

        /** Says {@code text} in deltas of {@code size} UTF-16 units, which may cut surrogate pairs. */
        public Script textInPieces(String text, int size) {
            Require.inRange(size, 1, Integer.MAX_VALUE, "size");
            for (int start = 0; start < text.length(); start += size) {
                text(text.substring(start, Math.min(text.length(), start + size)));
            }
            return this;
        }

        /** Says something that depends on the request. */
        public Script reply(Function<ModelRequest, String> reply) {
            Require.nonNull(reply, "reply");
            steps.add(call -> call.text(reply.apply(call.request())));
            return this;
        }

        /** Thinks something, in these deltas. */
        public Script reasoning(String... deltas) {
            for (String delta : deltas) {
                Require.nonNull(delta, "delta");
                steps.add(call -> call.reasoning(delta));
            }
            return this;
        }

        /** Calls a tool with arguments that come in these fragments; the id is made up. */
        public Script toolCall(String name, String... fragments) {
            return toolCallWithId("", name, fragments);
        }

        /** Calls a tool with arguments that come in these fragments, under {@code id}. */
        public Script toolCallWithId(String id, String name, String... fragments) {
            Require.nonNull(id, "id");
            Require.nonBlank(name, "name");
            List<String> copy = List.of(fragments);
            steps.add(call -> call.toolCall(id, name, copy));
            return this;
        }

        /** Shows a picture, or lets a sound be heard. */
        public Script media(Media media) {
            Require.nonNull(media, "media");
            steps.add(call -> call.media(media));
            return this;
        }

        /** Emits an event that is not part of the response, such as {@link ModelEvent.Started}. */
        public Script event(ModelEvent.Started event) {
            Require.nonNull(event, "event");
            steps.add(call -> call.emit(event));
            return this;
        }

        /** Emits an event that is not part of the response and that nobody interprets. */
        public Script event(ModelEvent.Opaque event) {
            Require.nonNull(event, "event");
            steps.add(call -> call.emit(event));
            return this;
        }

        /** Says what was used so far; the last one is that of the response. */
        public Script usage(Usage usage) {
            Require.nonNull(usage, "usage");
            steps.add(call -> call.usage(usage));
            return this;
        }

        /** Sets why the model stops; the default follows from what it said. */
        public Script finish(FinishReason reason) {
            Require.nonNull(reason, "reason");
            steps.add(call -> call.finish(reason));
            return this;
        }

        /** Pauses, in the time of {@link #time}. */
        public Script pause(Duration duration) {
            Require.positive(duration, "duration");
            TimeSource clock = time;
            steps.add(call -> {
                if (clock instanceof VirtualTime virtual) {
                    virtual.pause(duration, call.control());
                } else {
                    Pause.on(clock, duration, call.control(), () -> {});
                }
            });
            return this;
        }

        /** Waits for a test to complete {@code signal}, or until the call is cancelled or interrupted. */
        public Script await(CompletableFuture<?> signal) {
            Require.nonNull(signal, "signal");
            steps.add(call -> {
                CountDownLatch over = new CountDownLatch(1);
                CompletableFuture<?> wake = signal.whenComplete((value, failure) -> over.countDown());
                try {
                    Pause.await(over, call.control());
                } finally {
                    wake.cancel(false);
                }
            });
            return this;
        }

        /** Does something of the test's own, on the thread of the call. */
        public Script run(Runnable action) {
            Require.nonNull(action, "action");
            steps.add(call -> action.run());
            return this;
        }

        /** Never goes on, until the call is cancelled or its thread interrupted. */
        public Script hang() {
            steps.add(call -> Pause.await(new CountDownLatch(1), call.control()));
            return this;
        }

        /** Never goes on, whatever happens to call and thread, until a test counts down. */
        public Script hangUninterruptibly(CountDownLatch release) {
            Require.nonNull(release, "release");
            steps.add(call -> awaitUninterruptibly(release));
            return this;
        }

        /** Fails as a provider does, with what was said so far as the partial response. */
        public Script fail(ErrorClass errorClass) {
            Require.nonNull(errorClass, "errorClass");
            steps.add(call -> {
                throw call.failure(errorClass);
            });
            return this;
        }

        /** Fails as a provider does, with these facts. */
        public Script fail(ProviderFailure failure) {
            Require.nonNull(failure, "failure");
            steps.add(call -> {
                throw ProviderException.of(failure);
            });
            return this;
        }

        /** Fails with an exception, the same one in every call. */
        public Script fail(RuntimeException exception) {
            Require.nonNull(exception, "exception");
            steps.add(call -> {
                throw exception;
            });
            return this;
        }

        /** Fails with an error, the same one in every call. */
        public Script fail(Error error) {
            Require.nonNull(error, "error");
            steps.add(call -> {
                throw error;
            });
            return this;
        }

        /** Ends this answer and begins that of the next call. */
        public Script next() {
            steps = new ArrayList<>();
            answers.add(steps);
            return this;
        }

        /** {@return the model} */
        public ScriptedModel build() {
            return new ScriptedModel(this);
        }

        private static void awaitUninterruptibly(CountDownLatch release) {
            boolean interrupted = false;
            try {
                while (true) {
                    try {
                        release.await();
                        return;
                    } catch (InterruptedException e) {
                        interrupted = true;
                    }
                }
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
