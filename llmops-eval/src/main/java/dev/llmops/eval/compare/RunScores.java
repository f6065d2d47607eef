package dev.llmops.eval.compare;

import dev.llmops.eval.Item;
import dev.llmops.eval.Score;
import dev.llmops.eval.run.MetricInfo;
import dev.llmops.eval.run.Result;
import dev.llmops.eval.run.Results;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The scores of a run by item and metric, without any text. */
final class RunScores {
    private static final int SHOWN_FAULTS = 10;

    private final Map<String, Integer> indices = new HashMap<>();
    private final List<String> ids = new ArrayList<>();
    private final Map<String, List<@Nullable ItemScore>> scores = new LinkedHashMap<>();
    private final Map<String, Coverage> coverage = new HashMap<>();
    private final List<String> faults = new ArrayList<>();
    private final Set<String> means = new HashSet<>();

    /** By item, one bit for each repeat that came, as far as they fit. */
    private long[] seen = new long[16];

    private RunScores(List<MetricInfo> metrics) {
        metrics.forEach(metric -> {
            scores.put(metric.name(), new ArrayList<>());
            coverage.put(metric.name(), new Coverage(0, 0, 0));
            if (metric.mean()) {
                means.add(metric.name());
            }
        });
    }

    /** {@return the scores of those items that {@code wanted} accepts} */
    static RunScores of(Results results, Predicate<Item> wanted) {
        RunScores scores = new RunScores(results.info().metrics());
        try (Stream<Result> stream = results.stream()) {
            stream.filter(result -> wanted.test(result.item())).forEachOrdered(scores::add);
        }
        return scores;
    }

    private void add(Result result) {
        String id = result.item().id();
        int index = indices.computeIfAbsent(id, added -> {
            ids.add(added);
            scores.values().forEach(list -> list.add(null));
            return ids.size() - 1;
        });
        if (isRepeated(index, result.repeat())) {
            fault("item \"" + id + "\" is there more than once with repeat " + result.repeat());
            return;
        }
        scores.forEach((metric, list) -> {
            Score score = result.scores().get(metric);
            coverage.computeIfPresent(metric, (name, sum) -> sum.plus(counted(score)));
            if (score instanceof Score.Measured measured) {
                ItemScore before = list.get(index);
                boolean mean = means.contains(metric);
                list.set(index, before == null ? ItemScore.of(measured, mean) : before.plus(measured));
            }
        });
    }

    private void fault(String fault) {
        if (faults.size() < SHOWN_FAULTS) {
            faults.add(fault);
        }
    }

    private boolean isRepeated(int index, int repeat) {
        if (index >= seen.length) {
            seen = Arrays.copyOf(seen, 2 * seen.length);
        }
        long bit = repeat < Long.SIZE ? 1L << repeat : 0;
        boolean repeated = (seen[index] & bit) != 0;
        seen[index] |= bit;
        return repeated;
    }

    private static Coverage counted(@Nullable Score score) {
        return score instanceof Score.Measured
                ? new Coverage(1, 0, 0)
                : score instanceof Score.Failed ? new Coverage(0, 0, 1) : new Coverage(0, 1, 0);
    }

    /** {@return the ids of the items, in order} */
    List<String> ids() {
        return ids;
    }

    boolean has(String id) {
        return indices.containsKey(id);
    }

    /** {@return what {@code metric} says of the item; null if nothing} */
    @Nullable ItemScore score(String metric, String id) {
        Integer index = indices.get(id);
        List<@Nullable ItemScore> list = scores.get(metric);
        return index == null || list == null ? null : list.get(index);
    }

    Coverage coverage(String metric) {
        return coverage.getOrDefault(metric, new Coverage(0, 0, 0));
    }

    /** {@return what is wrong with the results; empty if nothing is} */
    List<String> faults() {
        return faults;
    }

    /**
     * What a metric says of an item.
     *
     * @param values how many repeats have a value
     * @param sum the sum of the values
     * @param binary whether all values are 0 or 1
     * @param statistics what adds up, summed over the repeats; empty for metrics whose corpus score is the mean
     */
    @SuppressWarnings("ArrayRecordComponent") // never leaves the package, and nobody compares it
    record ItemScore(int values, double sum, boolean binary, double[] statistics) {
        private static final double[] NONE = {};

        static ItemScore of(Score.Measured score, boolean mean) {
            return new ItemScore(1, score.value(), isBinary(score.value()), mean ? NONE : score.statistics());
        }

        ItemScore plus(Score.Measured score) {
            if (statistics.length > 0) {
                score.addTo(statistics);
            }
            return new ItemScore(values + 1, sum + score.value(), binary && isBinary(score.value()), statistics);
        }

        private static boolean isBinary(double value) {
            return Double.compare(value, 1) == 0 || value == 0;
        }

        double mean() {
            return sum / values;
        }
    }
}
