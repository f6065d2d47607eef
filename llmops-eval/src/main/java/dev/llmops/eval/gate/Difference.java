package dev.llmops.eval.gate;

import dev.llmops.eval.Direction;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a run differs from its baseline on one metric, over items that both measured.
 *
 * @param items how many items both measured
 * @param base the score of the baseline on them
 * @param candidate the score of the run on them
 * @param difference run less baseline
 * @param low the lower end of the interval of the difference
 * @param high the upper end of the interval of the difference
 * @param pWorse the chance of a loss as large as this or larger if there is none
 * @param detectable the loss that would be proven four times out of five
 * @param direction which way is better
 * @param impossible why there is no difference; empty if there is one
 */
record Difference(
        int items,
        double base,
        double candidate,
        double difference,
        double low,
        double high,
        double pWorse,
        double detectable,
        Direction direction,
        @Nullable String impossible) {

    static Difference impossible(String why) {
        double none = Double.NaN;
        return new Difference(0, none, none, none, none, none, none, none, Direction.HIGHER_IS_BETTER, why);
    }

    Optional<String> problem() {
        return Optional.ofNullable(impossible);
    }

    /** {@return the figures by name, for reports} */
    Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("items", (double) items);
        figures.put("baseline", base);
        figures.put("candidate", candidate);
        figures.put("difference", difference);
        figures.put("low", low);
        figures.put("high", high);
        figures.put("p", pWorse);
        figures.put("detectable", detectable);
        figures.values().removeIf(value -> value.isNaN());
        return figures;
    }

    /** {@return the end of the interval that is worse, as a gain: negative is a loss} */
    double worstGain() {
        return direction == Direction.HIGHER_IS_BETTER ? low : -high;
    }

    /** {@return the end of the interval that is better, as a gain} */
    double bestGain() {
        return direction == Direction.HIGHER_IS_BETTER ? high : -low;
    }

    Check nonInferior(MetricRule rule, String title, double margin) {
        boolean shown = worstGain() > -margin;
        String verdict = shown
                ? "less than the margin is lost"
                : bestGain() < -margin
                        ? "more than the margin is lost"
                        : "a loss of the margin cannot be ruled out";
        return new Check(
                title,
                "loses less than " + Numbers.plain(margin),
                shown ? Outcome.PASS : rule.severity().outcome(),
                verdict + ": " + text(),
                figures());
    }

    Check detectable(MetricRule rule, String title, double wanted) {
        return new Check(
                title,
                "can show a loss of " + Numbers.plain(wanted),
                detectable <= wanted ? Outcome.PASS : rule.severity().outcome(),
                "with " + items + " items a loss of " + Numbers.plain(detectable) + " is proven four times out of five",
                figures());
    }

    /** {@return the numbers in words} */
    String text() {
        return Numbers.plain(base) + " to " + Numbers.plain(candidate) + ", difference " + Numbers.signed(difference)
                + " [" + Numbers.signed(low) + ", " + Numbers.signed(high) + "] over " + items + " items";
    }
}
