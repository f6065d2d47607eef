package dev.llmops.benchmarks.local;

/** Notes when the tokens of an answer come. Starts when it is made; not safe for concurrent use. */
final class TokenClock {
    private final int prompt;
    private final long began = System.nanoTime();
    private final long[] nanos;
    private int count;

    /**
     * Starts the clock for one answer.
     *
     * @param prompt how many tokens are read
     * @param tokens how many tokens are written
     */
    TokenClock(int prompt, int tokens) {
        this.prompt = prompt;
        this.nanos = new long[tokens];
    }

    /** Notes that the next token is here. */
    void token() {
        if (count == nanos.length) {
            throw new IllegalStateException("More than " + nanos.length + " tokens were written.");
        }
        nanos[count++] = System.nanoTime();
    }

    /** {@return the rates: the prompt is read when the first token is here, the others are written after it} */
    DecoderRates.Rates rates() {
        if (count != nanos.length) {
            throw new IllegalStateException(count + " tokens instead of " + nanos.length + " were written.");
        }
        return new DecoderRates.Rates(
                prompt / ((nanos[0] - began) / 1e9), (count - 1) / ((nanos[count - 1] - nanos[0]) / 1e9));
    }
}
