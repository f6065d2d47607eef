package dev.llmops.eval.benchmark;

import dev.llmops.eval.Item;
import dev.llmops.eval.Output;
import dev.llmops.eval.Score;
import dev.llmops.eval.run.MetricInfo;
import dev.llmops.eval.run.Result;
import dev.llmops.eval.run.Results;
import dev.llmops.eval.run.RunInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A result of a benchmark as that of a run. */
final class RunView {
    private final Benchmark benchmark;
    private final BenchmarkResult result;

    RunView(Benchmark benchmark, BenchmarkResult result) {
        this.benchmark = benchmark;
        this.result = result;
    }

    Results results() {
        Map<Integer, List<BenchmarkSample>> byDocument = new LinkedHashMap<>();
        for (BenchmarkSample sample : result.samples()) {
            byDocument
                    .computeIfAbsent(sample.index(), index -> new ArrayList<>())
                    .add(sample);
        }
        return Results.of(info(), byDocument.values().stream().map(this::result).toList());
    }

    private RunInfo info() {
        List<MetricInfo> metrics = new ArrayList<>();
        for (BenchmarkScore score : result.scores()) {
            metrics.add(new MetricInfo(score.name(), score.signature(), score.direction(), isMean(score)));
        }
        return new RunInfo(
                result.model(),
                result.fingerprints(),
                benchmark.name(),
                benchmark.data().hash(),
                result.documents(),
                1,
                metrics,
                result.started());
    }

    private boolean isMean(BenchmarkScore score) {
        Aggregation aggregation = benchmark.task().metrics().stream()
                .filter(metric -> metric.name().equals(score.metric()))
                .findFirst()
                .orElseThrow()
                .aggregation();
        return aggregation.isMean() || aggregation == Aggregation.BRIER_SCORE;
    }

    private Result result(List<BenchmarkSample> samples) {
        BenchmarkSample first = samples.get(0);
        Item item = Item.builder(String.valueOf(first.index()), first.question())
                .references(first.targets())
                .build();
        Map<String, Score> scores = new LinkedHashMap<>();
        for (BenchmarkSample sample : samples) {
            for (BenchmarkScore score : result.scores()) {
                if (score.filter().equals(sample.filter())) {
                    scores.put(score.name(), score(sample, score.metric()));
                }
            }
        }
        return new Result(item, 0, output(first), scores);
    }

    private static Output output(BenchmarkSample sample) {
        if (sample.failure().isPresent() && sample.answer().isEmpty()) {
            return Output.failure(sample.failure().get()).build();
        }
        return Output.of(sample.answer().orElseGet(() -> preferred(sample)));
    }

    /** {@return the text that the model finds likeliest; empty if it judged only one} */
    private static String preferred(BenchmarkSample sample) {
        List<Double> likely = sample.logLikelihoods();
        if (likely.size() < 2) {
            return "";
        }
        int best = ChoiceForm.best(likely.size(), likely::get);
        return sample.requests().get(best) instanceof BenchmarkRequest.Judge judge ? judge.continuation() : "";
    }

    private static Score score(BenchmarkSample sample, String metric) {
        if (sample.failure().isPresent()) {
            return Score.unmeasured(sample.failure().get());
        }
        ItemValue value = sample.values().get(metric);
        if (value instanceof ItemValue.Single single) {
            return Score.of(single.value());
        }
        if (value instanceof ItemValue.Distribution distribution) {
            return Score.of(BrierScore.of(distribution));
        }
        if (value instanceof ItemValue.Weighted weighted) {
            double share = -weighted.logLikelihood() / weighted.weight();
            return Score.of(
                    metric.equals("bits_per_byte") ? share / Math.log(2) : Math.exp(share),
                    new double[] {weighted.logLikelihood(), weighted.weight()});
        }
        return Score.unmeasured(metric + " says something about all documents together only");
    }
}
