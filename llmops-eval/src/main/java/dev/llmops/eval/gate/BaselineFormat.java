package dev.llmops.eval.gate;

import dev.llmops.eval.Direction;
import org.jspecify.annotations.Nullable;

/** What writer and reader of baselines agree on. */
final class BaselineFormat {
    static final String NAME = "llmops-baseline";
    static final int VERSION = 1;

    private BaselineFormat() {}

    static String better(Direction direction) {
        return direction == Direction.HIGHER_IS_BETTER ? "higher" : "lower";
    }

    static @Nullable Direction direction(String better) {
        return switch (better) {
            case "higher" -> Direction.HIGHER_IS_BETTER;
            case "lower" -> Direction.LOWER_IS_BETTER;
            default -> null;
        };
    }

    /** {@return whether the value alone says everything: it is finite, and the statistics are those of a mean} */
    static boolean isPlain(double value, double[] statistics) {
        return Double.isFinite(value)
                && statistics.length == 2
                && Double.compare(statistics[0], value) == 0
                && Double.compare(statistics[1], 1) == 0;
    }
}
