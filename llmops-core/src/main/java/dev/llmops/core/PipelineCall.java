package dev.llmops.core;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.Deadline;
import dev.llmops.api.LlmException;
import dev.llmops.api.Registration;
import dev.llmops.api.Require;
import dev.llmops.api.StageException;
import dev.llmops.api.pipeline.Answer;
import dev.llmops.api.pipeline.CallRecord;
import dev.llmops.api.pipeline.PipelineEvent;
import dev.llmops.api.pipeline.Prompt;
import dev.llmops.api.pipeline.StageId;
import dev.llmops.api.pipeline.StageKind;
import dev.llmops.core.concurrent.DaemonThreads;
import dev.llmops.core.schema.StructuredFormat;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One call of a pipeline: set it up, then {@link #run}, {@link #start} or {@link #stream} it, once.
 *
 * <p>Setting up is for one thread; everything else is safe for concurrent use. However a call ends,
 * it ends once: the future, the stream and the waiting caller are told the same.
 *
 * <pre>{@code
 * CompletableFuture<Answer> later =
 *         pipeline.call("Which pumps are due?").in("conversation-7").within(ofSeconds(20)).start();
 * }</pre>
 */
public final class PipelineCall {
    private static final StageId WHOLE_CALL = new StageId(StageKind.CALL, "pipeline");

    /** Not the workers, which stages may hold, nor the common pool, which an application may: a deadline is told on time. */
    private static final Executor TELLERS = DaemonThreads.named("llmops-deadline");

    private final PipelineParts parts;
    private final Listeners listeners;
    private final Recorder recorder;
    private final String id;
    private final CallFuture future = new CallFuture();
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicBoolean cancelledEarly = new AtomicBoolean();

    private Prompt prompt;
    private @Nullable Duration limit;
    private @Nullable StructuredFormat format;
    private volatile @Nullable CallScope scope;
    private volatile Registration alarm = () -> {};

    PipelineCall(PipelineParts parts, Listeners listeners, Prompt prompt, String id) {
        this.parts = parts;
        this.listeners = listeners;
        this.prompt = prompt;
        this.id = id;
        this.limit = parts.limit();
        this.recorder = new Recorder(id, parts.time(), listeners);
    }

    /** Sets how long the call may take in all, from when it is started. */
    public PipelineCall within(Duration newLimit) {
        requireNotStarted();
        limit = Require.positive(newLimit, "limit");
        return this;
    }

    /** Sets the conversation whose earlier turns count and to which this turn is added. */
    public PipelineCall in(String conversation) {
        requireNotStarted();
        prompt = prompt.toBuilder().conversation(conversation).build();
        return this;
    }

    /**
     * Asks for an answer that {@link Answer#as} can turn into a {@code type}.
     *
     * <p>The model is told the schema; an answer that does not match is sent back with what is wrong,
     * at most twice, and then fails with {@link dev.llmops.api.pipeline.OutputFormatException}.
     *
     * @param type a record or a simple bean
     */
    public PipelineCall returning(Class<?> type) {
        requireNotStarted();
        format = StructuredFormat.of(Require.nonNull(type, "type"));
        return this;
    }

    /** {@return the id under which the call appears in records, events and logs} */
    public String id() {
        return id;
    }

    /**
     * {@return the answer, waiting for it}
     *
     * @throws LlmException why there is none
     */
    public Answer run() {
        launch(null, Runnable::run);
        return await();
    }

    /** {@return the answer to come; cancelling the future, or completing it in any other way, cancels the call} */
    public CompletableFuture<Answer> start() {
        launch(null, TELLERS);
        return future;
    }

    /** {@return the answer as it is made} */
    public AnswerStream stream() {
        EventBuffer buffer = new EventBuffer(parts.workers());
        launch(buffer, TELLERS);
        return new AnswerStream(this, buffer);
    }

    /**
     * Cancels the call: it ends at once, the stage that runs is interrupted, and nothing is remembered.
     *
     * @return whether that ended it; false if it had ended before or is about to succeed
     */
    public boolean cancel() {
        CallScope running = scope;
        if (running != null) {
            return running.cancel();
        }
        boolean first = cancelledEarly.compareAndSet(false, true);
        CallScope begun = scope;
        // Whoever launches the call looks in the other order, so that one of both sees the other.
        return (begun != null && begun.cancel()) || first;
    }

    /** {@return what has happened so far; complete once the call has ended} */
    public CallRecord record() {
        return recorder.record();
    }

    /** Runs the call on this thread; only for a caller that nobody could cancel and that has no time limit. */
    Answer runHere() {
        claim();
        CallScope here = new CallScope(id, Deadline.none(), recorder::runningStage);
        scope = here;
        try {
            Answer answer = flow(here, null).answer(prompt);
            over(here, null);
            return answer;
        } catch (Throwable e) {
            LlmException error = explained(here, e);
            over(here, error);
            throw error;
        }
    }

    /** {@return whether {@link #runHere} does as well as {@link #run}} */
    boolean canRunHere() {
        return limit == null;
    }

    private void claim() {
        if (!started.compareAndSet(false, true)) {
            throw startedAlready();
        }
        recorder.begun();
    }

    private void requireNotStarted() {
        if (started.get()) {
            throw startedAlready();
        }
    }

    private static LlmException startedAlready() {
        return new LlmException("This call was started already. Make another one with Pipeline.call().");
    }

    /**
     * Starts the call.
     *
     * @param buffer where its events go; null if nobody reads them
     * @param afterAlarm who tells that the deadline has come. What an application hangs on a future or a publisher
     *     must not run on the thread of the alarms, which keeps every deadline of the process
     */
    private void launch(@Nullable EventBuffer buffer, Executor afterAlarm) {
        claim();
        Deadline deadline = limit == null ? Deadline.none() : Deadline.after(limit, parts.time());
        CallScope running = new CallScope(id, deadline, recorder::runningStage);
        alarm = running.watch(parts.time(), afterAlarm, reason -> finish(buffer, null, reason));
        scope = running;
        if (cancelledEarly.get()) {
            running.cancel();
            return;
        }
        try {
            parts.workers().execute(() -> work(running, buffer));
        } catch (RuntimeException e) {
            finish(buffer, null, new LlmException("The call could not be started: its executor refused it.", e));
        }
    }

    private void work(CallScope running, @Nullable EventBuffer buffer) {
        try {
            running.enter();
            Answer answer = flow(running, buffer).answer(prompt);
            running.leave();
            finish(buffer, answer, null);
        } catch (Throwable e) {
            LlmException error = explained(running, e);
            running.leave();
            finish(buffer, null, error);
        } finally {
            // Whatever interrupted this call must not be seen by the next one on this thread.
            Thread.interrupted();
        }
    }

    private CallFlow flow(CallScope running, @Nullable AnswerSink sink) {
        StageRunner runner =
                new StageRunner(running, recorder, listeners, parts.workers(), parts.time(), parts.random());
        return new CallFlow(parts, runner, recorder, format, sink);
    }

    private static LlmException explained(CallScope running, Throwable thrown) {
        LlmException reason = running.reason();
        if (reason != null) {
            return reason;
        }
        if (thrown instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            return new CallCancelledException("delivery");
        }
        return thrown instanceof LlmException error ? error : new StageException("engine", thrown);
    }

    /** Tells everybody how the call ended; whoever comes second is not heard. */
    private void finish(@Nullable EventBuffer buffer, @Nullable Answer answer, @Nullable LlmException error) {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        alarm.close();
        // Before the answer: whoever has waited for it may close the pipeline and its listeners at once.
        ended(error);
        future.settle(answer, error);
        if (buffer != null) {
            buffer.end(error);
        }
    }

    private void over(CallScope here, @Nullable LlmException error) {
        here.leave();
        ended(error);
    }

    private void ended(@Nullable LlmException error) {
        recorder.over();
        if (!listeners.isEmpty()) {
            listeners.tell(new PipelineEvent.CallEnded(id, recorder.record(), error));
        }
    }

    /** {@return the answer, waiting for it; cancels the call if this thread is interrupted} */
    Answer await() {
        try {
            return future.get();
        } catch (InterruptedException e) {
            cancel();
            Thread.currentThread().interrupt();
            throw new CallCancelledException("waiting for the answer");
        } catch (ExecutionException e) {
            throw rethrown(e.getCause() == null ? e : e.getCause());
        } catch (CancellationException e) {
            throw new CallCancelledException("call");
        }
    }

    /** {@return {@code failure} to throw again} */
    static LlmException rethrown(Throwable failure) {
        return failure instanceof LlmException error ? error : new StageException(WHOLE_CALL.toString(), failure);
    }

    /** The future of the call: whoever else completes it wants no answer any more, and cancels the call. */
    private final class CallFuture extends CompletableFuture<Answer> {
        private volatile boolean cancelled;

        void settle(@Nullable Answer answer, @Nullable LlmException error) {
            if (answer != null) {
                super.complete(answer);
            } else {
                cancelled = error instanceof CallCancelledException;
                if (!super.completeExceptionally(Require.nonNull(error, "error"))) {
                    cancelled = false;
                }
            }
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            return PipelineCall.this.cancel();
        }

        @Override
        public boolean isCancelled() {
            return super.isCancelled() || (cancelled && isDone());
        }

        @Override
        public boolean complete(Answer value) {
            return super.complete(value) && abandoned();
        }

        /** Also what {@link #orTimeout} comes to. */
        @Override
        public boolean completeExceptionally(Throwable error) {
            return super.completeExceptionally(error) && abandoned();
        }

        private boolean abandoned() {
            PipelineCall.this.cancel();
            return true;
        }
    }
}
