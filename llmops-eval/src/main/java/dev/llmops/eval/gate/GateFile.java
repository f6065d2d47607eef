package dev.llmops.eval.gate;

import dev.llmops.api.ConfigurationException;
import dev.llmops.api.InvalidInputException;
import dev.llmops.api.Require;
import dev.llmops.eval.statistics.Multiplicity;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Gates as files of YAML or JSON.
 *
 * <pre>
 * version: 1
 * metrics:
 *   squad-f1: {minimum: 0.7, non-inferior: 0.02}
 *   faithfulness:
 *     - {coverage: 0.8, not-worse: true, severity: warn}
 *     - {each: language, not-worse: true}
 *     - {within: {language: de}, non-inferior: 0.05}
 * latency: {p50: 800ms, p95: 3s}
 * cost: {total: 5, mean: 0.01, severity: warn}
 * quarantine: [q17]
 * same: [model]
 * item-severity: severity
 * alpha: 0.05
 * correction: holm
 * </pre>
 *
 * <p>Only {@code version} is needed, and one rule or budget. A metric has one set of rules or a list of them, with the
 * settings of {@link MetricRule}: {@code minimum}, {@code maximum}, {@code every-item}, {@code non-inferior},
 * {@code not-worse}, {@code detectable}, {@code coverage}, {@code severity}, {@code within}, {@code each}.
 */
public final class GateFile {
    private GateFile() {}

    /**
     * {@return a builder of the gate that {@code file} describes, to which metrics can be added}
     *
     * @throws ConfigurationException telling file, line and key of the first thing that is wrong
     */
    public static Gate.Builder read(Path file) {
        YamlValue root = YamlValue.read(Require.nonNull(file, "file"));
        root.only(List.of(
                "version", "metrics", "latency", "cost", "quarantine", "same", "item-severity", "alpha", "correction"));
        if (root.get("version").number() != 1) {
            throw root.get("version").wrong("must be 1");
        }
        Gate.Builder gate = Gate.builder();
        if (root.has("metrics")) {
            YamlValue metrics = root.get("metrics");
            metrics.keys().forEach(name -> metrics.get(name).list().forEach(rule -> gate.rule(rule(name, rule))));
        }
        if (root.has("latency")) {
            latency(root.get("latency"), gate);
        }
        if (root.has("cost")) {
            cost(root.get("cost"), gate);
        }
        options(root, gate);
        checked(root, gate::build);
        return gate;
    }

    private static void options(YamlValue root, Gate.Builder gate) {
        if (root.has("quarantine")) {
            gate.quarantine(
                    root.get("quarantine").list().stream().map(YamlValue::text).toList());
        }
        if (root.has("same")) {
            root.get("same").list().forEach(name -> gate.sameFingerprint(name.text()));
        }
        if (root.has("item-severity")) {
            gate.itemSeverity(root.get("item-severity").text());
        }
        if (root.has("alpha")) {
            checked(root.get("alpha"), () -> gate.alpha(root.get("alpha").number()));
        }
        if (root.has("correction")) {
            gate.correction(choice(root.get("correction"), Multiplicity.class));
        }
    }

    private static MetricRule rule(String metric, YamlValue settings) {
        settings.only(List.of(
                "minimum",
                "maximum",
                "every-item",
                "non-inferior",
                "not-worse",
                "detectable",
                "coverage",
                "severity",
                "within",
                "each"));
        MetricRule rule = MetricRule.of(metric);
        for (String key : settings.keys()) {
            MetricRule before = rule;
            rule = checked(settings.get(key), () -> with(before, key, settings.get(key)));
        }
        return rule;
    }

    private static MetricRule with(MetricRule rule, String key, YamlValue value) {
        return switch (key) {
            case "minimum" -> rule.minimum(value.number());
            case "maximum" -> rule.maximum(value.number());
            case "every-item" -> rule.everyItem(value.number());
            case "non-inferior" -> rule.nonInferior(value.number());
            case "not-worse" -> value.flag() ? rule.notWorse() : rule;
            case "detectable" -> rule.detectable(value.number());
            case "coverage" -> rule.coverage(value.number());
            case "severity" -> rule.severity(choice(value, Severity.class));
            case "each" -> rule.each(value.text());
            default -> {
                if (value.keys().size() != 1) {
                    throw value.wrong("must be one field with its value, such as {language: de}");
                }
                String field = value.keys().get(0);
                yield rule.within(field, value.get(field).text());
            }
        };
    }

    private static void latency(YamlValue limits, Gate.Builder gate) {
        Severity severity = severity(limits);
        for (String key : limits.keys()) {
            if (key.equals("severity")) {
                continue;
            }
            YamlValue limit = limits.get(key);
            if (!key.matches("p[0-9]{1,3}([.][0-9]{1,6})?")) {
                throw limits.wrong("has the key " + key + ", which is no quantile such as p95");
            }
            double quantile = new BigDecimal(key.substring(1)).movePointLeft(2).doubleValue();
            gate.budget(checked(
                    limit, () -> Budget.latency(quantile, limit.duration()).severity(severity)));
        }
    }

    private static void cost(YamlValue limits, Gate.Builder gate) {
        limits.only(List.of("total", "mean", "severity"));
        Severity severity = severity(limits);
        if (limits.has("total")) {
            YamlValue total = limits.get("total");
            gate.budget(checked(total, () -> Budget.totalCost(total.decimal()).severity(severity)));
        }
        if (limits.has("mean")) {
            YamlValue mean = limits.get("mean");
            gate.budget(checked(mean, () -> Budget.meanCost(mean.decimal()).severity(severity)));
        }
    }

    private static Severity severity(YamlValue limits) {
        return limits.has("severity") ? choice(limits.get("severity"), Severity.class) : Severity.FAIL;
    }

    private static <E extends Enum<E>> E choice(YamlValue value, Class<E> type) {
        String wanted = value.text().toUpperCase(Locale.ROOT).replace('-', '_');
        StringBuilder known = new StringBuilder();
        for (E each : type.getEnumConstants()) {
            if (each.name().equals(wanted)) {
                return each;
            }
            known.append(known.length() == 0 ? "" : ", ")
                    .append(each.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        throw value.wrong("must be one of " + known);
    }

    /** Arguments are checked where they are used; the file and the line are known here. */
    private static <T> T checked(YamlValue at, Supplier<T> action) {
        try {
            return action.get();
        } catch (InvalidInputException e) {
            throw at.wrong("is not right: " + e.getMessage());
        }
    }
}
