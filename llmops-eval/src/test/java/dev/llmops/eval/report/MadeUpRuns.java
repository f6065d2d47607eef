package dev.llmops.eval.report;

import dev.llmops.api.model.Usage;
import dev.llmops.eval.Direction;
import dev.llmops.eval.Item;
import dev.llmops.eval.Output;
import dev.llmops.eval.Score;
import dev.llmops.eval.Signature;
import dev.llmops.eval.run.MetricInfo;
import dev.llmops.eval.run.Result;
import dev.llmops.eval.run.Results;
import dev.llmops.eval.run.RunInfo;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Runs that nobody ran, with everything a report can show. The same arguments make the same runs. */
final class MadeUpRuns {
    static final List<MetricInfo> METRICS = List.of(
            metric("exact", Direction.HIGHER_IS_BETTER),
            metric("f1", Direction.HIGHER_IS_BETTER),
            metric("word-errors", Direction.LOWER_IS_BETTER),
            metric("judge", Direction.HIGHER_IS_BETTER));

    private static final String[] WORDS =
            "the pump valve was opened at night after a second alarm and closed by the duty engineer in the morning"
                    .split(" ", -1);

    private MadeUpRuns() {}

    private static MetricInfo metric(String name, Direction direction) {
        return new MetricInfo(name, Signature.of(name).with("case", "lower").with("version", 1), direction, true);
    }

    static Results run(String subject, int items, int repeats, double skill, long seed) {
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < items; i++) {
            for (int repeat = 0; repeat < repeats; repeat++) {
                results.add(result(i, repeat, skill, new SplittableRandom(seed * 1_000_003 + i * 31L + repeat)));
            }
        }
        return Results.of(info(subject, items, repeats, METRICS), results);
    }

    static RunInfo info(String subject, long items, int repeats, List<MetricInfo> metrics) {
        return new RunInfo(
                subject,
                Map.of("model", "made-up-1", "prompt", "sha256:" + Integer.toHexString(subject.hashCode())),
                "questions",
                "sha256:0f1e2d3c",
                items,
                repeats,
                metrics,
                Instant.parse("2026-03-01T12:00:00Z"));
    }

    private static Result result(int number, int repeat, double skill, SplittableRandom random) {
        Item item = item(number);
        if (number % 23 == 7 && skill < 0.6) {
            Map<String, Score> none = new LinkedHashMap<>();
            return new Result(
                    item, repeat, Output.failure("no answer within 2 s").build(), none);
        }
        double hardness = new SplittableRandom(number).nextDouble();
        boolean right = random.nextDouble() < skill + 0.35 - 0.6 * hardness;
        String text = answer(item.references().get(0), right, random);
        Output output = Output.builder(text)
                .retrieved(retrieved(number, random))
                .latency(Duration.ofNanos((long) (40e6 * Math.exp(random.nextDouble() * 2.2))))
                .usage(Usage.of(200 + random.nextInt(90), 20 + random.nextInt(30)))
                .cost(new BigDecimal("0.00" + (10 + random.nextInt(80))))
                .build();
        return new Result(item, repeat, output, scores(number, right, random));
    }

    private static Item item(int number) {
        SplittableRandom random = new SplittableRandom(number * 7919L);
        return Item.builder("q-" + number, "What happened on day " + number + ", when " + sentence(8, random) + "?")
                .references(List.of("On day " + number + " " + sentence(10, random) + "."))
                .relevant(Map.of("doc-" + number % 40, 1))
                .fields(Map.of(
                        "topic",
                        List.of("pumps", "alarms", "people", "water").get(number % 4),
                        "difficulty",
                        number % 3 == 0 ? "hard" : "easy"))
                .build();
    }

    private static String answer(String reference, boolean right, SplittableRandom random) {
        return right ? reference : reference.substring(0, reference.length() / 2) + sentence(6, random) + ".";
    }

    private static String sentence(int length, SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(i == 0 ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
        }
        return text.toString();
    }

    private static List<Output.Retrieved> retrieved(int number, SplittableRandom random) {
        List<Output.Retrieved> found = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int document = random.nextInt(3) == 0 ? number % 40 : random.nextInt(40);
            found.add(new Output.Retrieved(
                    "doc-" + document, "Passage " + document + " tells how the valve was closed.", 9.0 - i));
        }
        return found;
    }

    private static Map<String, Score> scores(int number, boolean right, SplittableRandom random) {
        Map<String, Score> scores = new LinkedHashMap<>();
        scores.put("exact", Score.of(right ? 1 : 0));
        scores.put("f1", Score.of(right ? 1 : 0.4 + random.nextDouble() * 0.3));
        scores.put("word-errors", Score.of(right ? 0 : 0.2 + random.nextDouble() * 0.5));
        if (number % 11 == 3) {
            scores.put("judge", Score.unmeasured("the answer makes no statement"));
        } else if (number % 29 == 5) {
            scores.put("judge", Score.failed("the judge answered without a grade"));
        } else {
            double grade = right ? 4 + random.nextInt(2) : 1 + random.nextInt(3);
            scores.put(
                    "judge",
                    Score.of(grade)
                            .because(
                                    right
                                            ? "The answer agrees with the reference in every point."
                                            : "The second half is not what the reference says.",
                                    Usage.unknown()));
        }
        return scores;
    }
}
