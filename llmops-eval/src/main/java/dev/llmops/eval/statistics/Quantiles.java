package dev.llmops.eval.statistics;

import dev.llmops.api.Require;

/** Quantiles of sorted numbers, linear between neighbours: NumPy's default, type 7 of Hyndman and Fan (1996). */
public final class Quantiles {
    private Quantiles() {}

    /** {@return the value below which a share {@code q}, in [0, 1], of {@code sorted} lies} */
    public static double linear(double[] sorted, double q) {
        Require.that(sorted.length > 0, "sorted", "sorted must not be empty");
        double place = Require.inRange(q, 0, 1, "q") * (sorted.length - 1);
        int index = (int) Math.floor(place);
        double low = sorted[index];
        double high = sorted[Math.min(index + 1, sorted.length - 1)];
        double part = place - index;
        if (low == high) {
            return low;
        }
        // From the nearer end, as NumPy does, so that both ends are met exactly.
        return part < 0.5 ? low + (high - low) * part : high - (high - low) * (1 - part);
    }
}
