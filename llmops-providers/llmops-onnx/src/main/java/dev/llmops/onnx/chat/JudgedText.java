package dev.llmops.onnx.chat;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.CallControl;
import dev.llmops.api.model.LogLikelihood.Likelihood;
import dev.llmops.onnx.decoding.LogLikelihoods;
import dev.llmops.onnx.engine.SequenceEnd;
import dev.llmops.onnx.engine.SequenceListener;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A text whose tokens are judged one after another. */
public final class JudgedText implements SequenceListener {
    private static final long LOOK_MILLIS = 5;

    private final int[] tokens;
    private final int from;
    private final LogLikelihoods likelihoods = LogLikelihoods.start();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile @Nullable SequenceEnd end;

    /**
     * Creates a text.
     *
     * @param tokens context and text
     * @param from the first token that is judged, at least 1
     */
    public JudgedText(int[] tokens, int from) {
        this.tokens = tokens.clone();
        this.from = from;
    }

    /** {@return context and text} */
    public int[] tokens() {
        return tokens.clone();
    }

    /** {@return the first token that is judged} */
    public int from() {
        return from;
    }

    @Override
    public void judged(int position, float[] logits) {
        if (position + 1 < tokens.length) {
            likelihoods.add(logits, tokens[position + 1]);
        }
    }

    @Override
    public void ended(SequenceEnd ending) {
        end = ending;
        over.countDown();
    }

    /** {@return how it ended, when it has} */
    public SequenceEnd await(CallControl control) {
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

    /** {@return how likely the text is; to be asked when it has ended} */
    public Likelihood likelihood() {
        return new Likelihood(likelihoods.sum(), tokens.length - from, likelihoods.isGreedy());
    }
}
