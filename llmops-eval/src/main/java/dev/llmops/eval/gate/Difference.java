package dev.llmops.eval.gate;

import dev.llmops.eval.compare.MetricComparison;
import dev.llmops.eval.compare.NonInferiority;
import dev.llmops.eval.statistics.Interval;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What rules make of the difference between a run and its baseline on one metric.
 *
 * @param measured the difference over items that both measured
 * @param level how often a rule may be wrong
 */
record Difference(MetricComparison.Measured measured, Level level) {
    /** {@return the figures by name, for reports} */
    Map<String, Double> figures() {
        Interval interval = measured.ci95();
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("items", (double) measured.pairs());
        figures.put("baseline", measured.base());
        figures.put("candidate", measured.candidate());
        figures.put("difference", measured.delta());
        figures.put("low", interval.low());
        figures.put("high", interval.high());
        figures.put("p", measured.p());
        measured.detectable().ifPresent(loss -> figures.put("detectable", loss));
        return figures;
    }

    /** {@return whether a loss is proven if p is {@code adjusted}} */
    boolean worse(double adjusted) {
        return measured.gain() < 0 && adjusted <= level.alpha();
    }

    /** {@return whether every pair is two times the same} */
    private boolean none() {
        return Double.compare(Math.abs(measured.delta()), 0) == 0
                && measured.effect().isEmpty();
    }

    Check nonInferior(MetricRule rule, String title, double margin) {
        double confidence = 1 - level.alpha();
        NonInferiority found = measured.nonInferior(margin, confidence);
        String bound = found.bound() < 0
                ? "the loss is at most " + Numbers.plain(-found.bound())
                : "the gain is at least " + Numbers.plain(found.bound());
        Map<String, Double> figures = figures();
        figures.put("bound", found.bound());
        return new Check(
                title,
                "loses less than " + Numbers.plain(margin),
                found.shown() || none() ? Outcome.PASS : rule.severity().outcome(),
                (none() ? "no item differs; " : "") + bound + " with " + Numbers.percent(confidence) + " confidence"
                        + (found.shown() || none() ? ": " : ", so a loss of the margin is not ruled out: ") + text(),
                figures);
    }

    Check detectable(MetricRule rule, String title, double wanted) {
        String asked = "can show a loss of " + Numbers.plain(wanted);
        if (measured.detectable().isEmpty()) {
            return new Check(title, asked, Outcome.PASS, "no pair differs from another: " + text(), figures());
        }
        double smallest = measured.detectable().getAsDouble();
        return new Check(
                title,
                asked,
                smallest <= wanted ? Outcome.PASS : rule.severity().outcome(),
                "with " + measured.pairs() + " items a loss of " + Numbers.plain(smallest)
                        + " is shown four times out of five",
                figures());
    }

    /** {@return the numbers in words} */
    String text() {
        Interval interval = measured.ci95();
        return Numbers.plain(measured.base()) + " to " + Numbers.plain(measured.candidate()) + ", difference "
                + Numbers.signed(measured.delta()) + " [" + Numbers.signed(interval.low()) + ", "
                + Numbers.signed(interval.high()) + "] over " + measured.pairs() + " items";
    }
}
