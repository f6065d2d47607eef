package dev.llmops.eval.arena;

/** Who won a battle. */
public enum Outcome {
    /** The first was preferred. */
    FIRST(0, 1),
    /** The second was preferred. */
    SECOND(1, 0),
    /** Neither was: half a win for both. */
    TIE(2, 0.5);

    private final int place;
    private final double points;

    Outcome(int place, double points) {
        this.place = place;
        this.points = points;
    }

    /** {@return where this is counted in an array of counts} */
    int place() {
        return place;
    }

    /** {@return what the first gets: 1, 0 or a half; the second gets the rest of 1} */
    public double points() {
        return points;
    }

    /** {@return the same outcome with the sides exchanged} */
    public Outcome swapped() {
        return switch (this) {
            case FIRST -> SECOND;
            case SECOND -> FIRST;
            case TIE -> TIE;
        };
    }
}
