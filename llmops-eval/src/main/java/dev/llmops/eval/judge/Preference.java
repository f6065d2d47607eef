package dev.llmops.eval.judge;

import dev.llmops.api.Require;

/** Which of two answers is better. */
public enum Preference {
    /** The first one. */
    FIRST,
    /** The second one. */
    SECOND,
    /** Neither. */
    TIE;

    /** {@return the same preference for whoever names the two answers the other way round} */
    public Preference reversed() {
        return switch (this) {
            case FIRST -> SECOND;
            case SECOND -> FIRST;
            case TIE -> TIE;
        };
    }

    /** {@return what two verdicts about the same two answers come to: a winner only if both name it, else a tie} */
    public Preference agreedWith(Preference other) {
        return this == Require.nonNull(other, "other") ? this : TIE;
    }

    /** {@return how much the first answer wins: 1, ½ for a tie, or 0} */
    public double outcome() {
        return switch (this) {
            case FIRST -> 1;
            case SECOND -> 0;
            case TIE -> 0.5;
        };
    }

    /** {@return who has the higher score; a tie if the difference does not exceed {@code threshold}} */
    public static Preference of(double first, double second, double threshold) {
        double difference = first - second;
        if (Math.abs(difference) <= threshold) {
            return TIE;
        }
        return difference > 0 ? FIRST : SECOND;
    }
}
