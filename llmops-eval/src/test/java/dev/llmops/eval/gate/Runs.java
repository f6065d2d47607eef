package dev.llmops.eval.gate;

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
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;

/** Makes runs by hand. */
final class Runs {
    static final MetricInfo F1 = new MetricInfo("f1", Signature.of("f1"), Direction.HIGHER_IS_BETTER, true);

    private Runs() {}

    /** {@return a run of one metric over items 0 to n - 1 in two languages} */
    static Results of(int items, IntFunction<Score> score) {
        return of("v1", "hash", F1, items, 1, (item, repeat) -> score.apply(item));
    }

    static Results of(String subject, String hash, MetricInfo metric, int items, int repeats, Scoring scoring) {
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < items; i++) {
            Item item = Item.builder(id(i), "asked")
                    .fields(Map.of("language", i % 2 == 0 ? "de" : "en"))
                    .build();
            for (int repeat = 0; repeat < repeats; repeat++) {
                results.add(new Result(
                        item, repeat, Output.of("answered"), Map.of(metric.name(), scoring.score(i, repeat))));
            }
        }
        return Results.of(info(subject, hash, metric, items, repeats), results);
    }

    static RunInfo info(String subject, String hash, MetricInfo metric, int items, int repeats) {
        return new RunInfo(
                subject,
                Map.of("prompt", subject, "model", "m-1"),
                "handbook",
                hash,
                items,
                repeats,
                List.of(metric),
                Instant.parse("2026-01-02T03:04:05Z"));
    }

    static String id(int item) {
        return String.format(Locale.ROOT, "q%04d", item);
    }

    interface Scoring {
        Score score(int item, int repeat);
    }
}
