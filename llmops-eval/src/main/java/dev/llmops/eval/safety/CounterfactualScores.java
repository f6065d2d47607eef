package dev.llmops.eval.safety;

import dev.llmops.api.Require;
import dev.llmops.eval.Score;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Scores of the same items about different groups. Immutable.
 *
 * @param swap what was swapped
 * @param byGroup for each group, the score of each item, by the id of the item that the versions were made of
 */
public record CounterfactualScores(String swap, Map<String, Map<String, Score>> byGroup) {
    /** Checks and copies the components. */
    public CounterfactualScores {
        Require.nonBlank(swap, "swap");
        Map<String, Map<String, Score>> copy = new LinkedHashMap<>();
        Require.nonNull(byGroup, "byGroup")
                .forEach((group, scores) -> copy.put(group, Collections.unmodifiableMap(new LinkedHashMap<>(scores))));
        byGroup = Collections.unmodifiableMap(copy);
    }

    /** {@return the values of both groups, of the items that are measured in both, in the same order} */
    public double[][] paired(String group, String other) {
        Map<String, Score> one = scores(group);
        Map<String, Score> two = scores(other);
        List<double[]> pairs = new ArrayList<>();
        one.forEach((item, score) -> {
            if (score instanceof Score.Measured left && two.get(item) instanceof Score.Measured right) {
                pairs.add(new double[] {left.value(), right.value()});
            }
        });
        double[][] arms = new double[2][pairs.size()];
        for (int i = 0; i < pairs.size(); i++) {
            arms[0][i] = pairs.get(i)[0];
            arms[1][i] = pairs.get(i)[1];
        }
        return arms;
    }

    /** {@return how many items of {@code group} have no value} */
    public int unmeasured(String group) {
        return (int) scores(group).values().stream()
                .filter(score -> !(score instanceof Score.Measured))
                .count();
    }

    private Map<String, Score> scores(String group) {
        Map<String, Score> scores = byGroup.get(group);
        Require.that(scores != null, "group", "there is no group " + group + ", only " + byGroup.keySet());
        return Require.nonNull(scores, "scores");
    }

    /** Shows the groups. */
    @Override
    public String toString() {
        return "CounterfactualScores[" + swap + " " + byGroup.keySet() + "]";
    }
}
