package dev.llmops.onnx.chat;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.CallControl;
import dev.llmops.api.DeadlineExceededException;
import dev.llmops.onnx.decoding.Choice;
import dev.llmops.onnx.engine.SequenceEnd;
import dev.llmops.onnx.engine.SequenceListener;
import dev.llmops.onnx.tokens.StopTexts;
import dev.llmops.onnx.tokens.TextDecoder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Brings the text of one sequence from the engine's thread to the caller's.
 *
 * <p>The engine must not wait for a slow reader, so it leaves text here and goes on; the caller takes it when he is
 * ready. Tokens become text on the engine's side, since a stop text ends the sequence.
 */
public final class AnswerPipe implements SequenceListener {
    /** Time may be a test's own, so that there is nothing to wait for but a look at it. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final TextDecoder decoder;
    private final StopTexts stops;
    private final boolean keepsChoices;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Piece> pieces = new ArrayDeque<>();
    private final List<Choice> choices = new ArrayList<>();
    private @Nullable SequenceEnd end;
    private boolean woken;

    /**
     * Creates a pipe.
     *
     * @param keepsChoices whether the log-probabilities of the tokens are wanted
     */
    public AnswerPipe(TextDecoder decoder, StopTexts stops, boolean keepsChoices) {
        this.decoder = decoder;
        this.stops = stops;
        this.keepsChoices = keepsChoices;
    }

    @Override
    public boolean chosen(Choice choice) {
        String text = stops.append(decoder.append(choice.token()));
        boolean goesOn = stops.met() == null;
        lock.lock();
        try {
            if (keepsChoices) {
                choices.add(choice);
            }
            pieces.add(new Piece(text, 1));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        return goesOn;
    }

    @Override
    public void ended(SequenceEnd ending) {
        String rest = stops.met() != null ? "" : stops.append(decoder.finish()) + stops.finish();
        lock.lock();
        try {
            if (!rest.isEmpty()) {
                pieces.add(new Piece(rest, 0));
            }
            end = ending;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Has the caller look at the state of his call. */
    public void wake() {
        lock.lock();
        try {
            woken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * {@return the next piece of text, or null if there is none any more}
     *
     * @throws CallCancelledException if the call is no longer wanted, or its thread was interrupted
     * @throws DeadlineExceededException if its time is up
     */
    public @Nullable Piece take(CallControl control) {
        lock.lock();
        try {
            while (true) {
                check(control);
                Piece piece = pieces.poll();
                if (piece != null) {
                    return piece;
                }
                if (end != null) {
                    return null;
                }
                await(control);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallCancelledException("model");
        } finally {
            lock.unlock();
        }
    }

    private void await(CallControl control) throws InterruptedException {
        woken = false;
        while (pieces.isEmpty() && end == null && !woken) {
            if (!control.deadline().isSet()) {
                changed.await();
            } else if (changed.awaitNanos(LOOK_NANOS) <= 0) {
                return;
            }
        }
    }

    /** Fails if the call is over. */
    public static void check(CallControl control) {
        if (control.deadline().isExpired()) {
            throw new DeadlineExceededException("model", control.deadline().limit());
        }
        if (control.cancellation().isCancelled()) {
            throw new CallCancelledException("model");
        }
    }

    /** {@return how the sequence ended; to be asked when there are no more pieces} */
    public SequenceEnd end() {
        lock.lock();
        try {
            if (end == null) {
                throw new IllegalStateException("The sequence has not ended");
            }
            return end;
        } finally {
            lock.unlock();
        }
    }

    /** {@return the tokens that were chosen, if they were to be kept} */
    public List<Choice> choices() {
        lock.lock();
        try {
            return List.copyOf(choices);
        } finally {
            lock.unlock();
        }
    }

    /**
     * A piece of the answer.
     *
     * @param text what to append; often empty, where a token is no whole character
     * @param tokens how many tokens it took
     */
    public record Piece(String text, int tokens) {
        /** Shows lengths only. */
        @Override
        public String toString() {
            return "Piece[" + text.length() + " characters, " + tokens + " tokens]";
        }
    }
}
