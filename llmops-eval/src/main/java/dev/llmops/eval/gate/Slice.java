package dev.llmops.eval.gate;

import dev.llmops.eval.run.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/**
 * The results that a rule is for.
 *
 * @param title the metric and the field with its value
 * @param results the results; may be none
 */
record Slice(String title, List<Result> results) {
    /** {@return one slice, or one for each value of a field} */
    static List<Slice> of(MetricRule rule, List<Result> results) {
        String field = rule.field();
        if (field == null) {
            return List.of(new Slice(rule.title(), results));
        }
        String value = rule.value();
        if (value != null) {
            return List.of(new Slice(rule.title(), with(field, value, results)));
        }
        TreeSet<String> values = new TreeSet<>();
        for (Result result : results) {
            String each = result.item().field(field);
            if (each != null) {
                values.add(each);
            }
        }
        if (values.isEmpty()) {
            return List.of(new Slice(rule.title(), List.of()));
        }
        List<Slice> slices = new ArrayList<>();
        for (String each : values) {
            slices.add(new Slice(rule.within(field, each).title(), with(field, each, results)));
        }
        return slices;
    }

    private static List<Result> with(String field, String value, List<Result> results) {
        return results.stream()
                .filter(result -> Objects.equals(result.item().field(field), value))
                .toList();
    }
}
