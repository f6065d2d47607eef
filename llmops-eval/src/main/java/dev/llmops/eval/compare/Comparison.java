package dev.llmops.eval.compare;

import dev.llmops.api.InvalidInputException;
import dev.llmops.api.Require;
import dev.llmops.eval.run.RunInfo;
import java.util.ArrayList;
import java.util.List;

/** What came of comparing two runs. Immutable. */
public sealed interface Comparison {
    /** {@return the run that is compared with} */
    RunInfo base();

    /** {@return the run that is judged} */
    RunInfo candidate();

    /**
     * The runs cannot be compared, which is neither a pass nor a failure.
     *
     * @param base the run that is compared with
     * @param candidate the run that is judged
     * @param reasons why, at least one
     */
    record Incomparable(RunInfo base, RunInfo candidate, List<String> reasons) implements Comparison {
        /** Checks and copies the components. */
        public Incomparable {
            Require.nonNull(base, "base");
            Require.nonNull(candidate, "candidate");
            reasons = List.copyOf(reasons);
            Require.that(!reasons.isEmpty(), "reasons", "there must be a reason");
        }
    }

    /**
     * The runs were compared item by item.
     *
     * @param base the run that is compared with
     * @param candidate the run that is judged
     * @param items how many items both runs have
     * @param onlyBase how many items only the base has, which are left out
     * @param onlyCandidate how many items only the candidate has, which are left out
     * @param metrics what is said of each metric, in the order of the base, then those of the candidate alone
     */
    record Paired(
            RunInfo base,
            RunInfo candidate,
            long items,
            long onlyBase,
            long onlyCandidate,
            List<MetricComparison> metrics)
            implements Comparison {
        /** Checks and copies the components. */
        public Paired {
            Require.nonNull(base, "base");
            Require.nonNull(candidate, "candidate");
            metrics = List.copyOf(metrics);
        }

        /** {@return what is said of {@code name}} */
        public MetricComparison metric(String name) {
            return metrics.stream()
                    .filter(metric -> metric.metric().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new InvalidInputException(
                            "name",
                            "no metric \"" + name + "\" in this comparison. Found: "
                                    + String.join(
                                            ", ",
                                            metrics.stream()
                                                    .map(MetricComparison::metric)
                                                    .toList())));
        }

        /** {@return the metrics that could be compared} */
        public List<MetricComparison.Measured> measured() {
            List<MetricComparison.Measured> measured = new ArrayList<>();
            for (MetricComparison metric : metrics) {
                if (metric instanceof MetricComparison.Measured each) {
                    measured.add(each);
                }
            }
            return measured;
        }
    }
}
