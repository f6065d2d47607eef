package dev.llmops.eval.judge;

import dev.llmops.api.Require;
import java.util.List;
import java.util.Optional;

/**
 * Where the spread of judged scores comes from: items that differ, or a judge that is not steady.
 *
 * <p>One-way analysis of variance with random effects; items may have different numbers of scores. (S. R. Searle,
 * G. Casella, C. E. McCulloch: Variance Components, 1992, section 3.6.)
 *
 * @param between the variance between the true scores of items; 0 where the estimate would be negative
 * @param within the variance between scores of the same item
 * @param items how many items there are
 * @param scores how many scores there are
 */
public record VarianceComponents(double between, double within, int items, int scores) {
    /**
     * {@return the components}
     *
     * @param scoresByItem the scores of each item; items without any are left out. Empty unless there are two items, and
     *     one of them has two scores
     */
    public static Optional<VarianceComponents> of(List<List<Double>> scoresByItem) {
        List<List<Double>> groups = Require.nonNull(scoresByItem, "scoresByItem").stream()
                .filter(scores -> !scores.isEmpty())
                .toList();
        int count = groups.stream().mapToInt(List::size).sum();
        if (groups.size() < 2 || count == groups.size()) {
            return Optional.empty();
        }
        double grand = sum(groups.stream().flatMap(List::stream).toList()) / count;
        double sumWithin = 0;
        double sumBetween = 0;
        double sizeSquares = 0;
        for (List<Double> group : groups) {
            double mean = sum(group) / group.size();
            for (double score : group) {
                sumWithin += (score - mean) * (score - mean);
            }
            sumBetween += group.size() * (mean - grand) * (mean - grand);
            sizeSquares += (double) group.size() * group.size();
        }
        double within = sumWithin / (count - groups.size());
        double usualSize = (count - sizeSquares / count) / (groups.size() - 1);
        double between = (sumBetween / (groups.size() - 1) - within) / usualSize;
        return Optional.of(new VarianceComponents(Math.max(0, between), within, groups.size(), count));
    }

    private static double sum(List<Double> values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    /** {@return the share of the variance of single scores that items account for, from 0 to 1; 1 if nothing varies} */
    public double reliability() {
        return reliability(1);
    }

    /** {@return the same for means of {@code repeats} scores of each item} */
    public double reliability(int repeats) {
        Require.inRange(repeats, 1, Integer.MAX_VALUE, "repeats");
        double total = between + within / repeats;
        return total == 0 ? 1 : between / total;
    }

    /** {@return the standard error of the mean over {@code items} other items with {@code repeats} scores each} */
    public double standardError(int items, int repeats) {
        Require.inRange(items, 1, Integer.MAX_VALUE, "items");
        Require.inRange(repeats, 1, Integer.MAX_VALUE, "repeats");
        return Math.sqrt((between + within / repeats) / items);
    }
}
