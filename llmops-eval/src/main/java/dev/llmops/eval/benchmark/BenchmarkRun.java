package dev.llmops.eval.benchmark;

import dev.llmops.api.CallControl;
import dev.llmops.api.TimeSource;
import dev.llmops.eval.Signature;
import dev.llmops.eval.benchmark.BenchmarkSample.Asked;
import dev.llmops.eval.regex.SlowPatternException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** One run of a benchmark: asks, filters, adds up. */
final class BenchmarkRun {
    private final Benchmark benchmark;
    private final TaskDefinition task;
    private final Asking asking;
    private final BenchmarkModel model;
    private final Instant started;

    BenchmarkRun(
            Benchmark benchmark, BenchmarkModel model, @Nullable Path directory, CallControl control, TimeSource time) {
        this.benchmark = benchmark.fitting(model);
        this.task = this.benchmark.task();
        this.model = model;
        this.asking = new Asking(this.benchmark, model, directory, control);
        this.started = time.now();
    }

    BenchmarkResult result() {
        asking.requireAble(task);
        Questions questions = new Questions(benchmark);
        List<Asked> asked = questions.all();
        List<Asking.Replies> replies = asking.ask(asked);
        List<BenchmarkSample> samples = new ArrayList<>();
        List<BenchmarkScore> scores = new ArrayList<>();
        for (AnswerFilter filter : task.filters()) {
            List<BenchmarkSample> filtered = new ArrayList<>();
            for (int i = 0; i < asked.size(); i++) {
                filtered.add(sample(asked.get(i), replies.get(i), filter));
            }
            samples.addAll(filtered);
            task.metrics().forEach(metric -> scores.add(score(metric, filter, filtered)));
        }
        return new BenchmarkResult(
                benchmark, model.name(), asking.fingerprints(), started, samples, scores, questions.warnings());
    }

    private BenchmarkSample sample(Asked asked, Asking.Replies replies, AnswerFilter filter) {
        if (replies.failure() != null) {
            return new BenchmarkSample(asked, filter.name(), List.of(), Map.of(), replies.failure());
        }
        List<Reply> filtered;
        Map<String, ItemValue> all;
        try {
            filtered = replies.list().stream().map(filter::apply).toList();
            all = task.form().values(asked.document(), filtered);
        } catch (SlowPatternException e) {
            return new BenchmarkSample(asked, filter.name(), replies.list(), Map.of(), e.problem());
        }
        if (all.isEmpty()) {
            return new BenchmarkSample(asked, filter.name(), filtered, all, "the answer names none of the choices");
        }
        Map<String, ItemValue> wanted = new LinkedHashMap<>();
        for (TaskMetric metric : task.metrics()) {
            ItemValue value = all.get(metric.name());
            if (value == null) {
                throw new IllegalStateException(task.name() + " does not compute " + metric.name());
            }
            wanted.put(metric.name(), value);
        }
        return new BenchmarkSample(asked, filter.name(), filtered, wanted, null);
    }

    private BenchmarkScore score(TaskMetric metric, AnswerFilter filter, List<BenchmarkSample> samples) {
        List<ItemValue> values = new ArrayList<>();
        for (BenchmarkSample sample : samples) {
            ItemValue value = sample.values().get(metric.name());
            if (value != null) {
                values.add(value);
            }
        }
        Signature signature = signature(metric, filter);
        if (values.isEmpty()) {
            return new BenchmarkScore(
                    metric.name(), filter.name(), signature, Double.NaN, OptionalDouble.empty(), 0, metric.direction());
        }
        return new BenchmarkScore(
                metric.name(),
                filter.name(),
                signature,
                metric.aggregation().of(values),
                StandardErrors.of(metric.aggregation(), values, benchmark.bootstraps()),
                values.size(),
                metric.direction());
    }

    private byte[] delimiters() {
        return (task.targetDelimiter() + '\0' + task.fewShotDelimiter()).getBytes(StandardCharsets.UTF_8);
    }

    private Signature signature(TaskMetric metric, AnswerFilter filter) {
        Signature signature = Signature.of(metric.name())
                .with("task", task.name())
                .with("filter", filter.name())
                .with("shots", benchmark.examples());
        if (!task.hash().isEmpty()) {
            signature = signature.with("definition", task.hash());
        }
        if (benchmark.examples() > 0) {
            signature = signature.with("seed", benchmark.seed());
        }
        if (!task.targetDelimiter().equals(" ") || !task.fewShotDelimiter().equals("\n\n")) {
            signature =
                    signature.with("delimiters", Documents.hash(delimiters()).substring(0, 8));
        }
        Signature described = asking.describe(task, signature);
        return task.isComparable() ? described.with("compat", "lm-eval-0.4") : described.with("comparable", "no");
    }
}
