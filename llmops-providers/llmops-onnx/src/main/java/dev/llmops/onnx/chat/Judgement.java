package dev.llmops.onnx.chat;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.CallControl;
import dev.llmops.onnx.engine.SequenceEnd;
import dev.llmops.onnx.engine.SequenceListener;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A sequence that is judged, and for whose end somebody waits. */
public abstract sealed class Judgement implements SequenceListener permits JudgedText, NextTokens {
    private static final long LOOK_MILLIS = 5;

    private final CountDownLatch over = new CountDownLatch(1);
    private volatile @Nullable SequenceEnd end;

    Judgement() {}

    @Override
    public final void ended(SequenceEnd ending) {
        end = ending;
        over.countDown();
    }

    /**
     * Waits until all is judged.
     *
     * @return what went wrong; null if all is well
     * @throws dev.llmops.api.LlmException if the call ends before
     */
    public final @Nullable RuntimeException await(CallControl control) {
        SequenceEnd ended = awaitEnd(control);
        if (ended.reason() == SequenceEnd.Reason.JUDGED) {
            return null;
        }
        AnswerPipe.check(control);
        return ended.failure() == null ? new CallCancelledException("model") : ended.failure();
    }

    private SequenceEnd awaitEnd(CallControl control) {
        try {
            SequenceEnd ended = end;
            while (ended == null) {
                AnswerPipe.check(control);
                if (over.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    ended = end;
                }
            }
            return ended;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallCancelledException("model");
        }
    }
}
