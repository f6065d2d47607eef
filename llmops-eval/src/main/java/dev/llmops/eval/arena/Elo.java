package dev.llmops.eval.arena;

import dev.llmops.api.Require;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Elo ratings, moved by each battle in turn: base 10, scale 400, from 1000 on.
 *
 * <p>The order of battles moves the result, so this is for compatibility; {@link BradleyTerry} rates without that. Not
 * safe for concurrent use.
 */
public final class Elo {
    private static final double START = 1000;
    private static final double SCALE = 400;

    private final double step;
    private final SortedMap<String, Double> ratings = new TreeMap<>();

    private Elo(double step) {
        this.step = step;
    }

    /** {@return ratings without battles that one battle moves by at most {@code step}, often called K; 4 is usual here} */
    public static Elo of(double step) {
        Require.that(step > 0 && step < 1e9, "step", "step must be in (0, 1e9), was " + step);
        return new Elo(step);
    }

    /** Moves both ratings by how surprising the battle is. */
    public Elo add(Battle battle) {
        double first = ratings.getOrDefault(battle.first(), START);
        double second = ratings.getOrDefault(battle.second(), START);
        double expected = 1 / (1 + StrictMath.pow(10, (second - first) / SCALE));
        double surprise = battle.outcome().points() - expected;
        ratings.put(battle.first(), first + step * surprise);
        // Expected points of both add up to 1, so what one gains the other loses; added as two for the last digits.
        double other = 1 / (1 + StrictMath.pow(10, (first - second) / SCALE));
        ratings.put(battle.second(), second + step * (1 - battle.outcome().points() - other));
        return this;
    }

    /** {@return the ratings now, by name} */
    public SortedMap<String, Double> ratings() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(ratings));
    }
}
