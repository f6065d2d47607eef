package dev.llmops.eval.gate;

import dev.llmops.eval.Score;
import dev.llmops.eval.run.Result;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Checks of single results, as severe as the item says.
 *
 * @param field the field of the item that says it; null if none does
 */
record ItemSeverities(@Nullable String field) {
    Check check(MetricRule rule, Slice slice, double worst, boolean higher) {
        Outcome outcome = Outcome.PASS;
        int looked = 0;
        SortedSet<String> bad = new TreeSet<>();
        SortedSet<String> unclear = new TreeSet<>();
        for (Result result : slice.results()) {
            if (!(result.scores().get(rule.metric()) instanceof Score.Measured measured)
                    || result.output().failure().isPresent()) {
                continue;
            }
            looked++;
            if (higher ? measured.value() >= worst : measured.value() <= worst) {
                continue;
            }
            String said = field == null ? null : result.item().field(field);
            switch (said == null ? rule.severity().name() : said) {
                case "FAIL", "fail" -> {
                    outcome = outcome.and(Outcome.FAIL);
                    bad.add(result.item().id());
                }
                case "WARN", "warn" -> {
                    outcome = outcome.and(Outcome.WARN);
                    bad.add(result.item().id());
                }
                case "off" -> {}
                default -> unclear.add(result.item().id());
            }
        }
        String asked = "every item " + (higher ? "at least " : "at most ") + Numbers.plain(worst);
        if (!unclear.isEmpty()) {
            return Check.incomparable(
                    slice.title(),
                    asked,
                    "the field " + field + " of the items " + ItemNames.some(unclear) + " must be fail, warn or off");
        }
        if (looked == 0) {
            return Check.incomparable(slice.title(), asked, "no result is measured");
        }
        String message = bad.isEmpty() ? looked + " results" : bad.size() + " items are worse: " + ItemNames.some(bad);
        return new Check(slice.title(), asked, outcome, message, Map.of("worse", (double) bad.size()));
    }
}
