package dev.llmops.eval.run;

import dev.llmops.api.Require;
import dev.llmops.eval.Item;
import dev.llmops.eval.Output;
import dev.llmops.eval.Score;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What came of one item in one repeat of a run. Immutable.
 *
 * @param item what was asked
 * @param repeat which time the item was asked, from 0
 * @param output what came
 * @param scores what each metric says, by {@link dev.llmops.eval.Metric#name()}, in the order of the run
 */
public record Result(Item item, int repeat, Output output, Map<String, Score> scores) {
    /** Checks the components and copies the scores. */
    public Result {
        Require.nonNull(item, "item");
        Require.that(repeat >= 0, "repeat", "repeat must not be negative, was " + repeat);
        Require.nonNull(output, "output");
        scores = Collections.unmodifiableMap(new LinkedHashMap<>(Require.nonNull(scores, "scores")));
    }

    /** Shows item and repeat only. */
    @Override
    public String toString() {
        return "Result[" + item.id() + ", " + repeat + "]";
    }
}
