package dev.llmops.eval.benchmark;

import dev.llmops.api.Require;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How often which class was right and which was chosen. */
final class ConfusionCounts {
    private final Map<Integer, Long> gold = new TreeMap<>();
    private final Map<Integer, Long> chosen = new TreeMap<>();
    private final Map<Integer, Long> both = new TreeMap<>();
    private long total;

    private ConfusionCounts() {}

    static ConfusionCounts of(List<? extends ItemValue> values) {
        ConfusionCounts counts = new ConfusionCounts();
        for (ItemValue value : values) {
            ItemValue.Classified classified = (ItemValue.Classified) value;
            counts.gold.merge(classified.gold(), 1L, Long::sum);
            counts.chosen.merge(classified.chosen(), 1L, Long::sum);
            if (classified.gold() == classified.chosen()) {
                counts.both.merge(classified.gold(), 1L, Long::sum);
            }
            counts.total++;
        }
        return counts;
    }

    /** {@return Matthews' correlation for any number of classes (Gorodkin 2004); 0 if one side has only one class} */
    double matthews() {
        double right = both.values().stream().mapToLong(Long::longValue).sum();
        double product = 0;
        double goldSquares = 0;
        double chosenSquares = 0;
        for (Map.Entry<Integer, Long> entry : gold.entrySet()) {
            product += (double) entry.getValue() * chosen.getOrDefault(entry.getKey(), 0L);
            goldSquares += (double) entry.getValue() * entry.getValue();
        }
        for (long count : chosen.values()) {
            chosenSquares += (double) count * count;
        }
        double square = (double) total * total;
        double spread = (square - goldSquares) * (square - chosenSquares);
        return spread == 0 ? 0 : (right * total - product) / Math.sqrt(spread);
    }

    /**
     * {@return F1 of class 1; 0 if it neither is right nor chosen anywhere}
     *
     * @throws dev.llmops.api.InvalidInputException if there are other classes than 0 and 1
     */
    double f1() {
        Require.that(
                isBinary(gold) && isBinary(chosen),
                "f1",
                "f1 is that of two classes, 0 and 1; use mcc or acc where there are more");
        long marked = gold.getOrDefault(1, 0L) + chosen.getOrDefault(1, 0L);
        return marked == 0 ? 0 : 2.0 * both.getOrDefault(1, 0L) / marked;
    }

    private static boolean isBinary(Map<Integer, Long> counts) {
        return counts.keySet().stream().allMatch(each -> each == 0 || each == 1);
    }
}
