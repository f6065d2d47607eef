package dev.llmops.eval.text;

import dev.llmops.api.Require;

/**
 * How a corpus is resampled: so many times as many segments, drawn with replacement by NumPy's generator.
 *
 * @param resamples how many corpora are drawn, at least 1
 * @param seed where the generator starts, not negative
 */
public record Bootstrap(int resamples, long seed) {
    /** The seed that sacreBLEU takes unless told otherwise. */
    static final long SEED = 12345;

    /** Checks the numbers. */
    public Bootstrap {
        Require.inRange(resamples, 1, Integer.MAX_VALUE, "resamples");
        Require.that(seed >= 0, "seed", "seed must not be negative, was " + seed);
    }

    /** {@return what sacreBLEU does unless told otherwise: 1,000 corpora, seed 12345} */
    public static Bootstrap usual() {
        return new Bootstrap(1000, SEED);
    }
}
