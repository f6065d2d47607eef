package dev.llmops.eval.arena;

import dev.llmops.api.Require;
import dev.llmops.eval.judge.PairVerdict;
import java.util.List;
import java.util.Optional;

/**
 * Two systems on one item, and what the judge said.
 *
 * @param item the id of the item
 * @param first the name of the system whose answer the verdict calls the first
 * @param second the name of the other
 * @param verdict what the judge said
 * @param style how much more of each style the first answer has
 */
public record Round(String item, String first, String second, PairVerdict verdict, List<Double> style) {
    /** Checks and copies the components. */
    public Round {
        Require.nonBlank(item, "item");
        Require.nonBlank(first, "first");
        Require.nonBlank(second, "second");
        Require.nonNull(verdict, "verdict");
        style = List.copyOf(Require.nonNull(style, "style"));
    }

    /** {@return who won; empty if the judge failed} */
    public Optional<Outcome> outcome() {
        return verdict.preference().map(preference -> switch (preference) {
            case FIRST -> Outcome.FIRST;
            case SECOND -> Outcome.SECOND;
            case TIE -> Outcome.TIE;
        });
    }

    /** Shows item and systems. */
    @Override
    public String toString() {
        return "Round[" + item + ", " + first + " and " + second + "]";
    }
}
