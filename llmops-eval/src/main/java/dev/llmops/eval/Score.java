package dev.llmops.eval;

import dev.llmops.api.Require;
import dev.llmops.api.model.Usage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a metric says about one sample: a value, that there is none, or that measuring failed. Immutable.
 *
 * <p>Only {@link Measured} enters totals. The other two are counted beside them, with their reasons. What measuring used
 * counts in all three cases: a judge that answers nonsense is paid like any other.
 */
public sealed interface Score {
    /** {@return what measuring used; unknown if it used nothing, or nobody knows} */
    Usage usage();

    /** {@return a score whose corpus score is the mean of the values} */
    static Measured of(double value) {
        return of(value, new double[] {value, 1});
    }

    /**
     * {@return a score with its own statistics}
     *
     * @param value the score of this sample alone; finite, or infinite where the metric is defined so, never NaN
     * @param statistics what {@link Metric#combine} adds up; every score of a metric has as many
     */
    static Measured of(double value, double[] statistics) {
        Require.that(!Double.isNaN(value), "value", "value must be a number; say unmeasured(reason) if there is none");
        return new Measured(value, statistics.clone(), "", Usage.unknown());
    }

    /** {@return that the sample has no score of this kind, and why: no reference, no statement, no log-probabilities} */
    static Unmeasured unmeasured(String reason) {
        return new Unmeasured(reason, Usage.unknown());
    }

    /** {@return that measuring failed, and how: a judge that could not be reached or answered nonsense} */
    static Failed failed(String reason) {
        return new Failed(reason, Usage.unknown());
    }

    /** A score with a value. */
    final class Measured implements Score {
        private final double value;
        private final double[] statistics;
        private final String rationale;
        private final Usage usage;

        private Measured(double value, double[] statistics, String rationale, Usage usage) {
            this.value = value;
            this.statistics = statistics;
            this.rationale = rationale;
            this.usage = usage;
        }

        /** {@return this score with the reason that a judge gave, and what asking it used} */
        public Measured because(String rationale, Usage usage) {
            return new Measured(
                    value, statistics, Require.nonNull(rationale, "rationale"), Require.nonNull(usage, "usage"));
        }

        /** {@return the score of the sample; not NaN} */
        public double value() {
            return value;
        }

        /** {@return a copy of what adds up to the score of a corpus} */
        public double[] statistics() {
            return statistics.clone();
        }

        /** Adds the statistics to {@code sums}, which has as many elements. */
        public void addTo(double[] sums) {
            Require.that(
                    sums.length == statistics.length,
                    "sums",
                    "sums must have " + statistics.length + " elements, had " + sums.length);
            for (int i = 0; i < sums.length; i++) {
                sums[i] += statistics[i];
            }
        }

        /** {@return why, in the words of the judge; empty if nothing was said} */
        public String rationale() {
            return rationale;
        }

        @Override
        public Usage usage() {
            return usage;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Measured that
                    && Double.compare(value, that.value) == 0
                    && Arrays.equals(statistics, that.statistics)
                    && rationale.equals(that.rationale)
                    && usage.equals(that.usage);
        }

        @Override
        public int hashCode() {
            return Double.hashCode(value);
        }

        /** Shows the value, not the rationale. */
        @Override
        public String toString() {
            return "Measured[" + value + "]";
        }
    }

    /**
     * There is nothing to measure.
     *
     * @param reason why, without text of prompts or answers
     * @param usage what finding that out used
     */
    record Unmeasured(String reason, Usage usage) implements Score {
        /** Checks the components. */
        public Unmeasured {
            Require.nonBlank(reason, "reason");
            Require.nonNull(usage, "usage");
        }

        /** Creates a score that used nothing. */
        public Unmeasured(String reason) {
            this(reason, Usage.unknown());
        }

        /** {@return the same, with what finding it out used} */
        public Unmeasured using(Usage used) {
            return new Unmeasured(reason, used);
        }
    }

    /**
     * Measuring failed.
     *
     * @param reason how, without text of prompts or answers
     * @param usage what was used before it failed
     */
    record Failed(String reason, Usage usage) implements Score {
        /** Checks the components. */
        public Failed {
            Require.nonBlank(reason, "reason");
            Require.nonNull(usage, "usage");
        }

        /** Creates a score that used nothing. */
        public Failed(String reason) {
            this(reason, Usage.unknown());
        }

        /** {@return the same, with what was used before it failed} */
        public Failed using(Usage used) {
            return new Failed(reason, used);
        }
    }
}
