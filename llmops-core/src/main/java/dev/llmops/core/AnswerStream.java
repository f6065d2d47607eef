package dev.llmops.core;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.LlmException;
import dev.llmops.api.pipeline.Answer;
import dev.llmops.api.pipeline.AnswerEvent;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * An answer while it is made: its events, in order, and at the end the answer itself.
 *
 * <p>Read it in one of three ways: as an {@link Iterable}, as a {@link #publisher()}, or by
 * {@link #answer()} alone. It can be read once. A slow reader slows the model down: at most a few
 * hundred events wait, unless somebody waits for the whole answer. Reading fails with the error of the call, once; closing before the end
 * cancels the call.
 *
 * <pre>{@code
 * try (AnswerStream stream = pipeline.stream("Which pumps are due?")) {
 *     for (AnswerEvent event : stream) {
 *         if (event instanceof AnswerEvent.TextDelta delta) {
 *             out.print(delta.text());
 *         }
 *     }
 * }
 * }</pre>
 */
public final class AnswerStream implements Iterable<AnswerEvent>, AutoCloseable {
    private final PipelineCall call;
    private final EventBuffer buffer;
    private final AtomicBoolean taken = new AtomicBoolean();

    AnswerStream(PipelineCall call, EventBuffer buffer) {
        this.call = call;
        this.buffer = buffer;
    }

    /** {@return the id of the call} */
    public String callId() {
        return call.id();
    }

    /**
     * {@return the events; the last one is {@link AnswerEvent.Completed}}
     *
     * <p>Its methods block until there is something to say, and throw the error of a call that
     * failed.
     */
    @Override
    public Iterator<AnswerEvent> iterator() {
        take();
        return new Events();
    }

    /**
     * {@return a publisher of the events, for one subscriber}
     *
     * <p>Events are handed to the subscriber one at a time, as many as it asked for, on the thread
     * that asked or on the one that made the event. Cancelling the subscription cancels the call.
     */
    public Flow.Publisher<AnswerEvent> publisher() {
        take();
        return new AnswerPublisher(call, buffer);
    }

    /**
     * {@return the complete answer, waiting for it}
     *
     * <p>Without a reader the events are dropped. With one, which may have stopped half-way, they stay for it.
     */
    public Answer answer() {
        if (taken.compareAndSet(false, true)) {
            buffer.abandon();
        } else {
            // The reader may be this very thread: a model that waited for it would wait for ever.
            buffer.unbound();
        }
        return call.await();
    }

    /**
     * Cancels the call.
     *
     * @return whether it had not ended yet
     */
    public boolean cancel() {
        return call.cancel();
    }

    /** Cancels the call if it has not ended yet, and releases everything. */
    @Override
    public void close() {
        call.cancel();
        buffer.abandon();
    }

    private void take() {
        if (!taken.compareAndSet(false, true)) {
            throw new LlmException("This answer stream is being read already. Ask the pipeline again for another one.");
        }
    }

    private final class Events implements Iterator<AnswerEvent> {
        private @Nullable AnswerEvent next;
        private boolean over;

        @Override
        public boolean hasNext() {
            if (next == null && !over) {
                advance();
            }
            return next != null;
        }

        private void advance() {
            try {
                next = buffer.take();
            } catch (InterruptedException e) {
                over = true;
                call.cancel();
                Thread.currentThread().interrupt();
                throw new CallCancelledException("reading the stream");
            }
            if (next == null) {
                over = true;
                Throwable failure = buffer.failure();
                if (failure != null) {
                    throw PipelineCall.rethrown(failure);
                }
            }
        }

        @Override
        public AnswerEvent next() {
            if (!hasNext() || next == null) {
                throw new NoSuchElementException("The answer is complete.");
            }
            AnswerEvent event = next;
            next = null;
            return event;
        }
    }
}
