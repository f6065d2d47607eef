package dev.llmops.eval.arena;

import dev.llmops.api.Require;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How often each system won against each other. Immutable; equal battles are merged, so the order in which they were
 * fought does not matter, and a million take no more room than a thousand.
 *
 * <p>A battle may carry how the answers differ in style. Only battles with equal differences are merged then.
 */
public final class Battles {
    private final List<String> systems;
    private final List<Cell> cells;
    private final int styles;

    private Battles(List<String> systems, List<Cell> cells, int styles) {
        this.systems = systems;
        this.cells = cells;
        this.styles = styles;
    }

    /** {@return the battles of {@code list}} */
    public static Battles of(List<Battle> list) {
        Builder builder = builder();
        list.forEach(builder::add);
        return builder.build();
    }

    /** {@return a builder of battles without styles} */
    public static Builder builder() {
        return new Builder(0);
    }

    /** {@return a builder of battles with {@code styles} differences of style each, such as that of the lengths} */
    public static Builder builder(int styles) {
        return new Builder(Require.inRange(styles, 0, 1000, "styles"));
    }

    /** {@return the systems, sorted by name} */
    public List<String> systems() {
        return systems;
    }

    /** {@return how many battles there are} */
    public long size() {
        return cells.stream().mapToLong(Cell::total).sum();
    }

    /** {@return how many differences of style each battle has} */
    public int styles() {
        return styles;
    }

    /** {@return in which share of its battles each system won, ties counting half} */
    public SortedMap<String, Double> winRates() {
        double[] points = new double[systems.size()];
        double[] battles = new double[systems.size()];
        for (Cell cell : cells) {
            points[cell.first] += cell.points();
            points[cell.second] += cell.total() - cell.points();
            battles[cell.first] += cell.total();
            battles[cell.second] += cell.total();
        }
        SortedMap<String, Double> rates = new TreeMap<>();
        for (int i = 0; i < points.length; i++) {
            rates.put(systems.get(i), points[i] / battles[i]);
        }
        return Collections.unmodifiableSortedMap(rates);
    }

    /** {@return the merged battles, in an order that does not depend on how they were added} */
    List<Cell> cells() {
        return cells;
    }

    /** Equal battles: first and second by index, the differences of style, and how often each outcome came. */
    static final class Cell {
        final int first;
        final int second;
        final double[] style;
        final long[] outcomes;

        Cell(int first, int second, double[] style, long[] outcomes) {
            this.first = first;
            this.second = second;
            this.style = style;
            this.outcomes = outcomes;
        }

        long total() {
            return outcomes[0] + outcomes[1] + outcomes[2];
        }

        double points() {
            return outcomes[Outcome.FIRST.place()] + outcomes[Outcome.TIE.place()] / 2.0;
        }
    }

    /** Counts battles. Not safe for concurrent use. */
    public static final class Builder {
        private final int styles;
        private final Map<Key, long[]> counts = new LinkedHashMap<>();

        private Builder(int styles) {
            this.styles = styles;
        }

        /** Adds a battle. */
        public Builder add(Battle battle) {
            return add(battle.first(), battle.second(), battle.outcome());
        }

        /**
         * Adds a battle.
         *
         * @param style how much more of each style the answer of {@code first} has, in the unit you like
         */
        public Builder add(String first, String second, Outcome outcome, double... style) {
            return add(new Battle(first, second, outcome), 1, style);
        }

        /** Adds {@code count} equal battles. */
        public Builder add(Battle battle, long count, double... style) {
            Require.that(count >= 0, "count", "count must not be negative, was " + count);
            Require.that(
                    style.length == styles,
                    "style",
                    "a battle must have " + styles + " differences of style, had " + style.length);
            Require.that(
                    Arrays.stream(style).allMatch(Double::isFinite), "style", "differences of style must be finite");
            if (count == 0) {
                return this;
            }
            boolean ordered = battle.first().compareTo(battle.second()) < 0;
            double[] sided = style.clone();
            for (int i = 0; !ordered && i < sided.length; i++) {
                sided[i] = 0 - sided[i];
            }
            Key key = ordered
                    ? new Key(battle.first(), battle.second(), sided)
                    : new Key(battle.second(), battle.first(), sided);
            Outcome outcome = ordered ? battle.outcome() : battle.outcome().swapped();
            counts.computeIfAbsent(key, added -> new long[Outcome.values().length])[outcome.place()] += count;
            return this;
        }

        /** {@return the battles added} */
        public Battles build() {
            TreeSet<String> names = new TreeSet<>();
            counts.keySet().forEach(key -> {
                names.add(key.first);
                names.add(key.second);
            });
            List<String> systems = List.copyOf(names);
            Map<String, Integer> indices = new TreeMap<>();
            for (int i = 0; i < systems.size(); i++) {
                indices.put(systems.get(i), i);
            }
            List<Key> keys = new ArrayList<>(counts.keySet());
            Collections.sort(keys);
            List<Cell> cells = new ArrayList<>();
            for (Key key : keys) {
                long[] outcomes = counts.getOrDefault(key, new long[0]).clone();
                cells.add(new Cell(
                        indices.getOrDefault(key.first, 0), indices.getOrDefault(key.second, 0), key.style, outcomes));
            }
            return new Battles(systems, List.copyOf(cells), styles);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // equals, hashCode and compareTo look into the array
    private record Key(String first, String second, double[] style) implements Comparable<Key> {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key that
                    && first.equals(that.first)
                    && second.equals(that.second)
                    && Arrays.equals(style, that.style);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * first.hashCode() + second.hashCode()) + Arrays.hashCode(style);
        }

        @Override
        public int compareTo(Key other) {
            int byFirst = first.compareTo(other.first);
            int bySecond = byFirst != 0 ? byFirst : second.compareTo(other.second);
            return bySecond != 0 ? bySecond : Arrays.compare(style, other.style);
        }
    }
}
