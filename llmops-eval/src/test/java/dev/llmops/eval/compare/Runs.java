package dev.llmops.eval.compare;

import dev.llmops.eval.Direction;
import dev.llmops.eval.Item;
import dev.llmops.eval.Output;
import dev.llmops.eval.Score;
import dev.llmops.eval.Signature;
import dev.llmops.eval.run.MetricInfo;
import dev.llmops.eval.run.Result;
import dev.llmops.eval.run.Results;
import dev.llmops.eval.run.RunInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.IntFunction;

/** Runs that were never run. */
final class Runs {
    private Runs() {}

    static RunInfo info(String subject, String hash, int items, int repeats, MetricInfo... metrics) {
        return new RunInfo(subject, Map.of(), "made up", hash, items, repeats, List.of(metrics), Instant.EPOCH);
    }

    static MetricInfo metric(String name, Direction direction) {
        return new MetricInfo(name, Signature.of(name), direction, true);
    }

    /** {@return a run of one metric, {@code accuracy}, with the values given; NaN is unmeasured} */
    static Results accuracy(String subject, double... values) {
        return run(
                info(subject, "hash", values.length, 1, metric("accuracy", Direction.HIGHER_IS_BETTER)),
                values.length,
                1,
                (item, repeat) -> Map.of("accuracy", score(values[item])));
    }

    static Score score(double value) {
        return Double.isNaN(value) ? Score.unmeasured("nothing there") : Score.of(value);
    }

    static Results run(RunInfo info, int items, int repeats, BiFunction<Integer, Integer, Map<String, Score>> scores) {
        return run(info, items, repeats, i -> Map.of("parity", i % 2 == 0 ? "even" : "odd"), scores);
    }

    static Results run(
            RunInfo info,
            int items,
            int repeats,
            IntFunction<Map<String, String>> fields,
            BiFunction<Integer, Integer, Map<String, Score>> scores) {
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < items; i++) {
            Item item = Item.builder("i" + i, "?").fields(fields.apply(i)).build();
            for (int repeat = 0; repeat < repeats; repeat++) {
                results.add(new Result(item, repeat, Output.of("!"), scores.apply(i, repeat)));
            }
        }
        return Results.of(info, results);
    }
}
