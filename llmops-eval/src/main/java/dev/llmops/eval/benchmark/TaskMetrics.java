package dev.llmops.eval.benchmark;

import dev.llmops.api.InvalidInputException;
import dev.llmops.eval.Direction;
import dev.llmops.eval.text.ExactMatch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the metrics of a task file. */
final class TaskMetrics {
    private static final Set<String> LOWER =
            Set.of("brier_score", "perplexity", "word_perplexity", "byte_perplexity", "bits_per_byte", "ter");

    private static final Map<String, Aggregation> USUAL = Map.ofEntries(
            Map.entry("brier_score", Aggregation.BRIER_SCORE),
            Map.entry("mcc", Aggregation.MCC),
            Map.entry("f1", Aggregation.F1),
            Map.entry("perplexity", Aggregation.PERPLEXITY),
            Map.entry("word_perplexity", Aggregation.WEIGHTED_PERPLEXITY),
            Map.entry("byte_perplexity", Aggregation.WEIGHTED_PERPLEXITY),
            Map.entry("bits_per_byte", Aggregation.BITS_PER_BYTE),
            Map.entry("bleu", Aggregation.BLEU),
            Map.entry("chrf", Aggregation.CHRF),
            Map.entry("chrf++", Aggregation.CHRF_PLUS),
            Map.entry("ter", Aggregation.TER));

    private static final Map<String, Aggregation> NAMED = Map.of(
            "mean", Aggregation.MEAN,
            "median", Aggregation.MEDIAN,
            "perplexity", Aggregation.PERPLEXITY,
            "weighted_perplexity", Aggregation.WEIGHTED_PERPLEXITY,
            "bits_per_byte", Aggregation.BITS_PER_BYTE,
            "brier_score", Aggregation.BRIER_SCORE,
            "matthews_corrcoef", Aggregation.MCC,
            "f1", Aggregation.F1);

    private static final Map<String, List<String>> BY_TYPE = Map.of(
            "multiple_choice",
            List.of("acc", "acc_norm", "acc_bytes", "acc_mutual_info", "exact_match", "brier_score", "mcc", "f1"),
            "generate_until",
            List.of("exact_match", "bleu", "chrf", "chrf++", "ter"),
            "loglikelihood",
            List.of("perplexity", "acc"),
            "loglikelihood_rolling",
            List.of("word_perplexity", "byte_perplexity", "bits_per_byte"));

    private final Map<String, TaskMetric> metrics = new LinkedHashMap<>();
    private final Map<String, GenerationForm.Comparison> comparisons = new LinkedHashMap<>();

    TaskMetrics(TaskFile file, String type) {
        List<String> known = BY_TYPE.getOrDefault(type, List.of());
        for (YamlNode node : file.need("metric_list").list()) {
            Map<String, YamlNode> keys = node.map();
            YamlNode name = keys.get("metric");
            if (name == null) {
                throw node.wrong("needs the key \"metric\"");
            }
            if (!known.contains(name.text())) {
                throw name.wrong("must be one of " + String.join(", ", known) + " where output_type is " + type
                        + ", is " + name.text());
            }
            metrics.put(name.text(), metric(name.text(), keys));
            if (type.equals("generate_until")) {
                comparisons.put(name.text(), comparison(name.text(), keys));
            }
        }
    }

    List<TaskMetric> metrics() {
        return new ArrayList<>(metrics.values());
    }

    Map<String, GenerationForm.Comparison> comparisons() {
        return comparisons;
    }

    boolean has(String name) {
        return metrics.containsKey(name);
    }

    private static TaskMetric metric(String name, Map<String, YamlNode> keys) {
        Aggregation aggregation = USUAL.getOrDefault(name, Aggregation.MEAN);
        YamlNode other = keys.get("aggregation");
        if (other != null && !other.text().equals(name)) {
            Aggregation named = NAMED.get(other.text());
            if (named == null || !named.takes().equals(aggregation.takes())) {
                throw other.wrong("cannot add up " + name + ": " + other.text());
            }
            aggregation = named;
        }
        YamlNode higher = keys.get("higher_is_better");
        boolean better = higher == null ? !LOWER.contains(name) : higher.flag();
        return new TaskMetric(name, aggregation, better ? Direction.HIGHER_IS_BETTER : Direction.LOWER_IS_BETTER);
    }

    private static GenerationForm.Comparison comparison(String name, Map<String, YamlNode> keys) {
        if (!name.equals("exact_match")) {
            return ItemValue.Texts::new;
        }
        List<Pattern> ignored = new ArrayList<>();
        YamlNode regexes = keys.get("regexes_to_ignore");
        if (regexes != null && !regexes.isNull()) {
            regexes.list().forEach(regex -> ignored.add(pattern(regex)));
        }
        ExactMatch match = ExactMatch.strict();
        match = flag(keys, "ignore_case") ? match.ignoringCase() : match;
        match = flag(keys, "ignore_punctuation") ? match.ignoringPunctuation() : match;
        match = flag(keys, "ignore_numbers") ? match.ignoringNumbers() : match;
        return new ExactAnswer(ignored, match);
    }

    private static Pattern pattern(YamlNode regex) {
        try {
            return PythonRegex.compile(regex.text());
        } catch (InvalidInputException e) {
            throw regex.wrong(String.valueOf(e.getMessage()));
        }
    }

    private static boolean flag(Map<String, YamlNode> keys, String key) {
        YamlNode value = keys.get(key);
        return value != null && value.flag();
    }
}
