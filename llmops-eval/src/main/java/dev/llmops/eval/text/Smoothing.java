package dev.llmops.eval.text;

import dev.llmops.api.Require;

/**
 * What BLEU does about n-gram orders without a match. Immutable.
 *
 * <p>After Chen and Cherry, "A Systematic Comparison of Smoothing Techniques for Sentence-Level BLEU" (2014).
 */
public final class Smoothing {
    private static final Smoothing NONE = new Smoothing(Kind.NONE, 0);
    private static final Smoothing EXP = new Smoothing(Kind.EXP, 0);

    private final Kind kind;
    private final double value;

    private Smoothing(Kind kind, double value) {
        this.kind = kind;
        this.value = value;
    }

    /** {@return no smoothing: such an order has precision 0, and so has the score} */
    public static Smoothing none() {
        return NONE;
    }

    /** {@return each further order without a match counts half a match, a quarter, …: the default} */
    public static Smoothing exp() {
        return EXP;
    }

    /** {@return such an order has {@code matches} matches; usual is 0.1} */
    public static Smoothing floor(double matches) {
        return new Smoothing(Kind.FLOOR, Require.inRange(matches, 0, Double.MAX_VALUE, "matches"));
    }

    /** {@return {@code k} matches and n-grams more in every order from 2 on; usual is 1} */
    public static Smoothing addK(double k) {
        return new Smoothing(Kind.ADD_K, Require.inRange(k, 0, Double.MAX_VALUE, "k"));
    }

    Kind kind() {
        return kind;
    }

    double value() {
        return value;
    }

    /** {@return this as it stands in signatures} */
    @Override
    public String toString() {
        return switch (kind) {
            case NONE -> "none";
            case EXP -> "exp";
            case FLOOR -> "floor[" + ScoreLine.rounded(value, 2) + "]";
            case ADD_K -> "add-k[" + ScoreLine.rounded(value, 2) + "]";
        };
    }

    /** The ways there are. */
    enum Kind {
        NONE,
        EXP,
        FLOOR,
        ADD_K
    }
}
