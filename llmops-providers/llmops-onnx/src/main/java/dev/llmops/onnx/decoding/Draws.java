package dev.llmops.onnx.decoding;

/**
 * Random numbers that depend on a seed and a position only.
 *
 * <p>A sequence gets the same numbers whatever else runs beside it, and however often a place is tried. The generator
 * is SplitMix64 (Steele, Lea, Flood 2014) with the position as its counter. Safe for concurrent use.
 */
final class Draws {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private final long seed;

    Draws(long seed) {
        // Mixed, so that neighbouring seeds do not give neighbouring streams.
        this.seed = mix(seed);
    }

    /** {@return a number in [0, 1) for the {@code lane}-th draw, 0 or 1, at {@code position}} */
    double at(int position, int lane) {
        long counter = 2L * position + lane + 1;
        return (mix(seed + counter * GOLDEN_GAMMA) >>> 11) * 0x1p-53;
    }

    private static long mix(long bits) {
        long mixed = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
