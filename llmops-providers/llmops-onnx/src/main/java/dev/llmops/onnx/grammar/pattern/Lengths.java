package dev.llmops.onnx.grammar.pattern;

import dev.llmops.onnx.grammar.automaton.Nodes;

/**
 * How many characters the texts of an expression have.
 *
 * @param min the fewest; a lower bound where it is not clear
 * @param max the most, or {@link Nodes#UNBOUNDED}; an upper bound where it is not clear
 */
public record Lengths(int min, int max) {
    private static final Lengths UNKNOWN = new Lengths(0, Nodes.UNBOUNDED);

    /** {@return the lengths of {@code expr}} */
    public static Lengths of(Expr expr) {
        if (expr instanceof Expr.Chars) {
            return new Lengths(1, 1);
        } else if (expr instanceof Expr.Sequence sequence) {
            Lengths all = new Lengths(0, 0);
            for (Expr part : sequence.parts()) {
                Lengths lengths = of(part);
                all = new Lengths(bounded((long) all.min + lengths.min), bounded((long) all.max + lengths.max));
            }
            return all;
        } else if (expr instanceof Expr.Choice choice && !choice.options().isEmpty()) {
            Lengths all = of(choice.options().get(0));
            for (Expr option : choice.options()) {
                Lengths lengths = of(option);
                all = new Lengths(Math.min(all.min, lengths.min), Math.max(all.max, lengths.max));
            }
            return all;
        } else if (expr instanceof Expr.Repeat repeat) {
            Lengths lengths = of(repeat.part());
            return new Lengths(bounded((long) lengths.min * repeat.min()), bounded((long) lengths.max * repeat.max()));
        }
        return UNKNOWN;
    }

    private static int bounded(long length) {
        return (int) Math.min(length, Nodes.UNBOUNDED);
    }

    /** {@return whether all lengths are from {@code least} to {@code most}} */
    public boolean within(int least, int most) {
        return least <= min && max <= most;
    }
}
