package dev.llmops.eval.quality;

import dev.llmops.eval.statistics.Interval;
import java.util.List;
import java.util.Optional;

/** What a {@link QualityScore} says of a run. Immutable. */
public sealed interface Quality {
    /** {@return who was asked} */
    String subject();

    /**
     * A score.
     *
     * @param subject who was asked
     * @param score the weighted mean of the components, from 0 to 1
     * @param interval its 95 % interval, all metrics resampled together by item; empty if a resample has no score
     * @param components what went into it, in order
     */
    record Scored(String subject, double score, Optional<Interval> interval, List<Component> components)
            implements Quality {
        /** Copies the components. */
        public Scored {
            components = List.copyOf(components);
        }
    }

    /**
     * At least one answer crossed a limit: no score makes up for that.
     *
     * @param subject who was asked
     * @param vetoes which limits were crossed, how often and where first
     * @param without the score there would be without vetoes
     */
    record Vetoed(String subject, List<Crossing> vetoes, Scored without) implements Quality {
        /** Copies the vetoes. */
        public Vetoed {
            vetoes = List.copyOf(vetoes);
        }
    }

    /**
     * A metric is missing, in part or whole, so there is no score.
     *
     * @param subject who was asked
     * @param reasons what is missing
     */
    record Unmeasured(String subject, List<String> reasons) implements Quality {
        /** Copies the reasons. */
        public Unmeasured {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * A part of a score.
     *
     * @param metric the name of the metric
     * @param value its score over the run
     * @param normalised that, from 0 to 1
     * @param weight its share in the whole; all shares add up to 1
     * @param coverage the share of results that have a value
     */
    record Component(String metric, double value, double normalised, double weight, double coverage) {}

    /**
     * A limit that was crossed.
     *
     * @param veto the limit
     * @param times by how many results
     * @param firstItem the id of the first item among them
     */
    record Crossing(Veto veto, long times, String firstItem) {}
}
