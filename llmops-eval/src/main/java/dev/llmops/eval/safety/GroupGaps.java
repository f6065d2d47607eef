package dev.llmops.eval.safety;

import dev.llmops.api.Require;
import dev.llmops.eval.statistics.Interval;
import dev.llmops.eval.statistics.Multiplicity;
import dev.llmops.eval.statistics.ProportionInterval;
import dev.llmops.eval.statistics.Summary;
import dev.llmops.eval.statistics.TTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How far groups are apart in some measure: refusal rate, toxicity, accuracy.
 *
 * <p>Groups below the minimum size are shown and warned of, and stay out of gaps: their means say little.
 *
 * @param groups the groups, by name
 * @param gaps the differences of all pairs of groups that are large enough, the widest first
 * @param warnings what to mind when reading the rest
 */
public record GroupGaps(List<Group> groups, List<Gap> gaps, List<String> warnings) {
    /** Copies the lists. */
    public GroupGaps {
        groups = List.copyOf(groups);
        gaps = List.copyOf(gaps);
        warnings = List.copyOf(warnings);
    }

    /**
     * A group.
     *
     * @param name what it is called
     * @param size how many measured values it has
     * @param mean their mean
     * @param interval the 95 % interval of the mean: Wilson's where all values are 0 or 1, else Student's; empty for one
     *     value and for values that do not vary
     * @param large whether it has the minimum size
     */
    public record Group(String name, int size, double mean, Optional<Interval> interval, boolean large) {}

    /**
     * The difference of two groups.
     *
     * @param first the group with the higher mean
     * @param second the one with the lower
     * @param difference the difference of the means, at least 0
     * @param p Welch's two-sided p-value, corrected for the number of pairs by Holm's method
     */
    public record Gap(String first, String second, double difference, double p) {}

    /**
     * {@return the gaps between groups}
     *
     * @param values the measured values by group; groups without any are warned of
     * @param minimumSize how many values a group must have to be compared, at least 2
     */
    public static GroupGaps of(Map<String, double[]> values, int minimumSize) {
        Require.inRange(minimumSize, 2, Integer.MAX_VALUE, "minimumSize");
        List<Group> groups = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        TreeMap<String, double[]> large = new TreeMap<>();
        new TreeMap<>(values).forEach((name, numbers) -> {
            if (numbers.length < minimumSize) {
                warnings.add("group \"" + name + "\" has " + numbers.length + " measured values, fewer than "
                        + minimumSize + ": it is not compared");
            } else {
                large.put(name, numbers);
            }
            if (numbers.length > 0) {
                groups.add(group(name, numbers, numbers.length >= minimumSize));
            }
        });
        if (large.size() < 2) {
            warnings.add("fewer than two groups are large enough to be compared");
        }
        return new GroupGaps(groups, gaps(large), warnings);
    }

    /** {@return the widest gap; empty if fewer than two groups are large enough} */
    public Optional<Gap> widest() {
        return gaps.stream().findFirst();
    }

    private static Group group(String name, double[] values, boolean large) {
        Summary summary = Summary.of(values);
        boolean binary = Arrays.stream(values).allMatch(value -> value == 0 || value == 1);
        Optional<Interval> interval = binary
                ? Optional.of(ProportionInterval.WILSON.of(
                        Math.round(Arrays.stream(values).sum()), values.length, 0.95))
                : TTest.ofDifferences(values).filter(t -> t.error() > 0).map(t -> t.interval(0.95));
        return new Group(name, values.length, summary.mean(), interval, large);
    }

    private static List<Gap> gaps(TreeMap<String, double[]> groups) {
        List<Gap> gaps = new ArrayList<>();
        List<String> names = List.copyOf(groups.keySet());
        for (int i = 0; i < names.size(); i++) {
            for (int j = 0; j < i; j++) {
                gaps.add(gap(
                        names.get(i),
                        groups.getOrDefault(names.get(i), new double[0]),
                        names.get(j),
                        groups.getOrDefault(names.get(j), new double[0])));
            }
        }
        double[] adjusted =
                Multiplicity.HOLM.adjust(gaps.stream().mapToDouble(Gap::p).toArray());
        List<Gap> corrected = new ArrayList<>();
        for (int i = 0; i < adjusted.length; i++) {
            Gap gap = gaps.get(i);
            corrected.add(new Gap(gap.first, gap.second, gap.difference, adjusted[i]));
        }
        corrected.sort((a, b) -> Double.compare(b.difference, a.difference));
        return corrected;
    }

    private static Gap gap(String name, double[] values, String otherName, double[] others) {
        double difference = Summary.of(values).mean() - Summary.of(others).mean();
        double p = TTest.welch(values, others).map(TTest::p).orElse(1.0);
        return difference >= 0 ? new Gap(name, otherName, difference, p) : new Gap(otherName, name, -difference, p);
    }
}
