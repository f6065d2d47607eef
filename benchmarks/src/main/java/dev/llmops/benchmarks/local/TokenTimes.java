package dev.llmops.benchmarks.local;

import dev.llmops.onnx.decoding.Choice;
import dev.llmops.onnx.engine.SequenceEnd;
import dev.llmops.onnx.engine.SequenceFigures;
import dev.llmops.onnx.engine.SequenceListener;
import java.util.concurrent.CompletableFuture;

/**
 * Notes when the tokens of a sequence come.
 *
 * <p>The engine's thread writes; others may read once {@link #await} has returned, and {@link #hasBegun} at any time.
 */
final class TokenTimes implements SequenceListener {
    private final long[] nanos;
    private final CompletableFuture<SequenceEnd> end = new CompletableFuture<>();
    private volatile int count;

    TokenTimes(int tokens) {
        this.nanos = new long[tokens];
    }

    @Override
    public boolean chosen(Choice choice) {
        int token = count;
        nanos[token] = System.nanoTime();
        count = token + 1;
        return true;
    }

    @Override
    public void ended(SequenceEnd ending) {
        if (!end.complete(ending)) {
            throw new IllegalStateException("A sequence has ended twice.");
        }
    }

    /** {@return whether a token has come} */
    boolean hasBegun() {
        return count > 0;
    }

    /** Waits until all tokens have come; {@return what the sequence took} */
    SequenceFigures await() {
        SequenceEnd ending = end.join();
        if (ending.reason() != SequenceEnd.Reason.MAX_TOKENS || count != nanos.length) {
            throw new IllegalStateException(
                    count + " of " + nanos.length + " tokens came: " + ending.reason(), ending.failure());
        }
        return ending.figures();
    }

    /** {@return when the first token came} */
    long first() {
        return nanos[0];
    }

    /** {@return when the last token came} */
    long last() {
        return nanos[nanos.length - 1];
    }

    /** Adds what each step after the first token makes in tokens per second. */
    void addSteps(Samples rates) {
        for (int i = 1; i < nanos.length; i++) {
            rates.add(1e9 / (nanos[i] - nanos[i - 1]));
        }
    }

    /** {@return how many tokens came after {@code from}, and not after {@code to}} */
    int between(long from, long to) {
        int tokens = 0;
        for (long time : nanos) {
            if (time > from && time <= to) {
                tokens++;
            }
        }
        return tokens;
    }
}
