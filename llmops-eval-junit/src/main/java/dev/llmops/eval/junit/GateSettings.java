package dev.llmops.eval.junit;

import dev.llmops.eval.Metric;
import dev.llmops.eval.gate.Budget;
import dev.llmops.eval.gate.Gate;
import dev.llmops.eval.gate.GateFile;
import dev.llmops.eval.gate.MetricRule;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import org.junit.platform.commons.support.AnnotationSupport;

/** Makes gates of annotations. */
final class GateSettings {
    private GateSettings() {}

    static Gate gate(EvaluationGate annotation, Class<?> owner, List<Metric> metrics) {
        Gate.Builder gate = builder(annotation, owner);
        metrics.forEach(gate::metric);
        return gate.build();
    }

    private static Gate.Builder builder(EvaluationGate annotation, Class<?> owner) {
        List<GateRule> rules = AnnotationSupport.findRepeatableAnnotations(owner, GateRule.class);
        Optional<GateBudget> budget = AnnotationSupport.findAnnotation(owner, GateBudget.class);
        boolean annotated = !rules.isEmpty() || budget.isPresent();
        int sources =
                (annotation.rules().isBlank() ? 0 : 1) + (annotation.gate().isBlank() ? 0 : 1) + (annotated ? 1 : 0);
        if (sources != 1) {
            throw new EvaluationTestException("The gate of " + owner.getName()
                    + " needs a file of rules, a method that gives it, or @GateRule and @GateBudget; it has " + sources
                    + " of them.");
        }
        if (!annotation.rules().isBlank()) {
            return GateFile.read(Path.of(annotation.rules()));
        }
        if (!annotation.gate().isBlank()) {
            return NamedMethod.call(owner, annotation.gate(), Gate.class).toBuilder();
        }
        Gate.Builder gate = Gate.builder().quarantine(Arrays.asList(annotation.quarantine()));
        rules.forEach(rule -> gate.rule(rule(rule)));
        budget.ifPresent(limits -> budgets(limits, gate));
        return gate;
    }

    private static MetricRule rule(GateRule rule) {
        MetricRule made = MetricRule.of(rule.metric()).coverage(rule.coverage()).severity(rule.severity());
        made = set(rule.minimum(), made, made::minimum);
        made = set(rule.maximum(), made, made::maximum);
        made = set(rule.everyItem(), made, made::everyItem);
        made = set(rule.nonInferior(), made, made::nonInferior);
        made = set(rule.detectable(), made, made::detectable);
        made = rule.notWorse() ? made.notWorse() : made;
        return rule.each().isBlank() ? made : made.each(rule.each());
    }

    private static MetricRule set(double value, MetricRule unset, DoubleFunction<MetricRule> setting) {
        return Double.isNaN(value) ? unset : setting.apply(value);
    }

    private static void budgets(GateBudget limits, Gate.Builder gate) {
        add(limits, limits.totalCost(), value -> Budget.totalCost(BigDecimal.valueOf(value)), gate);
        add(limits, limits.meanCost(), value -> Budget.meanCost(BigDecimal.valueOf(value)), gate);
        add(limits, limits.p50Millis(), value -> Budget.latency(0.5, millis(value)), gate);
        add(limits, limits.p95Millis(), value -> Budget.latency(0.95, millis(value)), gate);
    }

    private static void add(GateBudget limits, double value, DoubleFunction<Budget> budget, Gate.Builder gate) {
        if (!Double.isNaN(value)) {
            gate.budget(budget.apply(value).severity(limits.severity()));
        }
    }

    private static Duration millis(double value) {
        return Duration.ofNanos((long) (value * 1e6));
    }
}
