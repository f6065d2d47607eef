package dev.llmops.core.language;

import java.math.BigDecimal;
import java.util.Set;

/** A figure in a statement that can be right or wrong: a quantity, a date or a time of day. */
public sealed interface Datum {
    /** {@return the index of the first word it is made of} */
    int firstWord();

    /** {@return the index after the last word it is made of} */
    int endWord();

    /** {@return whether a source that says {@code other} backs this figure} */
    boolean isBackedBy(Datum other);

    /** {@return whether this and {@code other} tell the same sort of thing, so that one could be taken for the other} */
    boolean isRivalOf(Datum other);

    /**
     * A number of something.
     *
     * @param firstWord the index of the first word
     * @param endWord the index after the last word
     * @param value the number, in the base unit of its dimension
     * @param dimension what the unit measures; empty if there is no known unit
     * @param rates what it is counted per, as terms; empty if it is no rate
     * @param nouns the terms of what is counted; empty if there is a known unit
     * @param label the term that the number names one of, as in "section 4"; empty if it names nothing
     * @param bound whether the number is a limit
     */
    record Quantity(
            int firstWord,
            int endWord,
            BigDecimal value,
            String dimension,
            Set<String> rates,
            Set<String> nouns,
            String label,
            Bound bound)
            implements Datum {
        /** Copies the sets. */
        public Quantity {
            rates = Set.copyOf(rates);
            nouns = Set.copyOf(nouns);
        }

        @Override
        public boolean isBackedBy(Datum other) {
            if (other instanceof CalendarDate date) {
                return dimension.isEmpty() && value.compareTo(BigDecimal.valueOf(date.year())) == 0;
            }
            return other instanceof Quantity that
                    && value.compareTo(that.value) == 0
                    && hasUnitOf(that)
                    && that.rates.containsAll(rates)
                    && bound.isBackedBy(that.bound);
        }

        private boolean hasUnitOf(Quantity that) {
            if (!dimension.isEmpty() || !that.dimension.isEmpty()) {
                return dimension.equals(that.dimension) || (dimension.isEmpty() && nouns.isEmpty());
            }
            if (!label.isEmpty() && !that.label.isEmpty() && nouns.isEmpty() && that.nouns.isEmpty()) {
                return label.equals(that.label);
            }
            return nouns.isEmpty() || that.nouns.isEmpty() || nouns.stream().anyMatch(that.nouns::contains);
        }

        @Override
        public boolean isRivalOf(Datum other) {
            if (!(other instanceof Quantity that) || !dimension.equals(that.dimension)) {
                return false;
            }
            if (!dimension.isEmpty()) {
                return true;
            }
            boolean sameLabel = !label.isEmpty() && label.equals(that.label);
            return sameLabel || nouns.stream().anyMatch(that.nouns::contains);
        }
    }

    /**
     * A date, as exact as it is given.
     *
     * @param firstWord the index of the first word
     * @param endWord the index after the last word
     * @param year the year, 0 if not given
     * @param month the month from 1, 0 if not given
     * @param day the day of the month, 0 if not given
     * @param weekday the day of the week from 1 for Monday, 0 if not given
     */
    record CalendarDate(int firstWord, int endWord, int year, int month, int day, int weekday) implements Datum {
        @Override
        public boolean isBackedBy(Datum other) {
            if (other instanceof Quantity that) {
                return month == 0
                        && weekday == 0
                        && that.dimension().isEmpty()
                        && that.value().compareTo(BigDecimal.valueOf(year)) == 0;
            }
            return other instanceof CalendarDate that
                    && backs(year, that.year)
                    && backs(month, that.month)
                    && backs(day, that.day)
                    && backs(weekday, that.weekday);
        }

        private static boolean backs(int claimed, int given) {
            return claimed == 0 || claimed == given;
        }

        private static boolean bothTell(int one, int other) {
            return one > 0 && other > 0;
        }

        @Override
        public boolean isRivalOf(Datum other) {
            return other instanceof CalendarDate that
                    && (bothTell(year, that.year) || bothTell(month, that.month) || bothTell(weekday, that.weekday));
        }
    }

    /**
     * A time of day.
     *
     * @param firstWord the index of the first word
     * @param endWord the index after the last word
     * @param minutes the minutes since midnight
     */
    record ClockTime(int firstWord, int endWord, int minutes) implements Datum {
        @Override
        public boolean isBackedBy(Datum other) {
            return other instanceof ClockTime that && minutes == that.minutes;
        }

        @Override
        public boolean isRivalOf(Datum other) {
            return other instanceof ClockTime;
        }
    }

    /** Whether a number is a limit. */
    enum Bound {
        /** Neither. */
        NONE,
        /** Not more than that. */
        UPPER,
        /** Not less than that. */
        LOWER;

        /** An upper limit may be told as the number itself, but a plain number is no lower limit. */
        boolean isBackedBy(Bound given) {
            return this == NONE || this == given || (this == UPPER && given == NONE);
        }
    }
}
