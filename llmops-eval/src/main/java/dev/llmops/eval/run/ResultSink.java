package dev.llmops.eval.run;

import java.math.BigDecimal;
import java.util.BitSet;

/** Where a run puts its results. Used by one thread at a time, but for {@link #encode}. */
interface ResultSink {
    /** {@return the numbers of the results that an earlier attempt at the run left; a copy} */
    BitSet done();

    /** {@return what all results add up to so far, earlier ones included} */
    Tally tally();

    /** {@return what will be written for {@code row}; may be called by several threads at once} */
    byte[] encode(ResultRow row);

    /** Keeps a result: when this returns, the end of the process does not lose it. */
    void append(ResultRow row, byte[] encoded);

    /** {@return what earlier attempts at the run paid} */
    BigDecimal paid();

    /** Keeps an amount that is paid, at once and whatever becomes of the result; may be called by several threads. */
    void pay(BigDecimal amount);

    /** Ends the run, which has cost {@code spent} in all, and {@return what it found} */
    Run finish(RunState state, BigDecimal spent);

    /** Gives up what is held, without saying how the run ended. Closing again does nothing. */
    void close();
}
