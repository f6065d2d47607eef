package dev.llmops.eval.report;

import dev.llmops.api.model.Usage;
import dev.llmops.eval.Metric;
import dev.llmops.eval.Output;
import dev.llmops.eval.run.MetricInfo;
import dev.llmops.eval.run.Result;
import dev.llmops.eval.run.RunInfo;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Adds up a run while its results pass by. */
final class RunTally {
    private static final double[] BARS = {1, 2, 5};

    private final RunInfo info;
    private final List<MetricTally> metrics = new ArrayList<>();
    private final LatencyHistogram latencies = new LatencyHistogram();
    private final ReasonCounts failures = new ReasonCounts();
    private BigDecimal cost = BigDecimal.ZERO;
    private long costKnown;
    private long inputTokens;
    private long outputTokens;
    private long tokensKnown;
    private long judgeInputTokens;
    private long judgeOutputTokens;
    private long judged;
    private long results;
    private long items;
    private @Nullable String item;

    RunTally(RunInfo info, Map<String, Metric> known) {
        this.info = info;
        for (MetricInfo metric : info.metrics()) {
            metrics.add(new MetricTally(metric, known.get(metric.name())));
        }
    }

    void add(Result result) {
        if (!result.item().id().equals(item)) {
            end();
            item = result.item().id();
            items++;
        }
        results++;
        Output output = result.output();
        output.failure().ifPresent(failures::add);
        for (int i = 0; i < metrics.size(); i++) {
            var score = result.scores().get(info.metrics().get(i).name());
            if (score == null && output.failure().isPresent()) {
                metrics.get(i).addSubjectFailure();
            } else {
                metrics.get(i).add(score);
            }
            if (score != null) {
                addJudging(score.usage());
            }
        }
        addCosts(output);
    }

    private void addCosts(Output output) {
        if (!output.latency().isZero()) {
            latencies.add(output.latency());
        }
        output.cost().ifPresent(one -> {
            cost = cost.add(one);
            costKnown++;
        });
        OptionalLong in = output.usage().inputTokens();
        OptionalLong out = output.usage().outputTokens();
        if (in.isPresent() || out.isPresent()) {
            tokensKnown++;
            inputTokens += in.orElse(0);
            outputTokens += out.orElse(0);
        }
    }

    private void addJudging(Usage usage) {
        OptionalLong in = usage.inputTokens();
        OptionalLong out = usage.outputTokens();
        if (in.isPresent() || out.isPresent()) {
            judged++;
            judgeInputTokens += in.orElse(0);
            judgeOutputTokens += out.orElse(0);
        }
    }

    /** Says that no result follows. */
    void end() {
        metrics.forEach(MetricTally::endItem);
    }

    void write(PageJson json) throws IOException {
        json.beginObject().member("subject", info.subject());
        json.strings("fingerprints", info.fingerprints());
        json.member("dataset", info.dataset())
                .member("datasetHash", info.datasetHash())
                .member("datasetItems", info.items())
                .member("repeats", info.repeats())
                .member("started", info.started().toString())
                .member("results", results)
                .member("items", items)
                .member("failures", failures.total());
        failures.write(json, "failureReasons");
        json.name("metrics").beginArray();
        for (MetricTally metric : metrics) {
            metric.write(json);
        }
        json.endArray();
        writeCosts(json);
        json.endObject();
    }

    private void writeCosts(PageJson json) throws IOException {
        if (costKnown > 0) {
            json.member("cost", cost.toPlainString()).member("costKnown", costKnown);
        }
        if (tokensKnown > 0) {
            json.member("inputTokens", inputTokens)
                    .member("outputTokens", outputTokens)
                    .member("tokensKnown", tokensKnown);
        }
        if (judged > 0) {
            json.member("judgeInputTokens", judgeInputTokens)
                    .member("judgeOutputTokens", judgeOutputTokens)
                    .member("judged", judged);
        }
        if (latencies.count() > 0) {
            json.name("latency").beginObject();
            json.member("timed", latencies.count())
                    .member("mean", latencies.meanMillis())
                    .member("p50", latencies.quantileMillis(0.5))
                    .member("p90", latencies.quantileMillis(0.9))
                    .member("p95", latencies.quantileMillis(0.95))
                    .member("p99", latencies.quantileMillis(0.99))
                    .member("max", latencies.largestMillis());
            writeBars(json);
            json.endObject();
        }
    }

    /** Writes a histogram whose borders are 1, 2, 5, 10 and so on, in milliseconds. */
    private void writeBars(PageJson json) throws IOException {
        json.name("bars").beginArray();
        long seen = 0;
        for (int i = 0; seen < latencies.count() && i < 60; i++) {
            double border = BARS[i % 3] * Math.pow(10, i / 3 - 3);
            long below = border > latencies.largestMillis() ? latencies.count() : latencies.below(border);
            if (below > 0) {
                json.beginArray().value(border).value(below - seen).endArray();
            }
            seen = below;
        }
        json.endArray();
    }
}
