package dev.llmops.eval.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.eval.benchmark.Benchmark;
import dev.llmops.eval.benchmark.BenchmarkModel;
import dev.llmops.eval.benchmark.BenchmarkRequest;
import dev.llmops.eval.benchmark.BenchmarkResult;
import dev.llmops.eval.benchmark.BenchmarkSample;
import dev.llmops.eval.benchmark.BenchmarkScore;
import dev.llmops.eval.benchmark.ItemValue;
import dev.llmops.eval.benchmark.StubModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Whole runs of lm-evaluation-harness: the same requests, samples and scores. */
final class LmEvalChecks implements CheckSet {
    @Override
    public Map<String, Check> checks() {
        return Map.of("lm_eval.task", this::task);
    }

    private void task(GoldenCase golden) {
        Benchmark benchmark = benchmark(
                        golden.param("task").asText(),
                        golden.folder().resolve(golden.get("data").asText()))
                .fewShot(golden.param("num_fewshot").asInt())
                .seed(golden.param("seeds").path("fewshot").asLong(1234))
                .bootstraps(golden.param("bootstrap_iters").asInt(100_000));
        if (golden.param("target_delimiter").isTextual()) {
            benchmark = benchmark.delimiters(
                    golden.param("target_delimiter").asText(),
                    golden.param("fewshot_delimiter").asText("\n\n"));
        }
        if (golden.param("limit").isInt()) {
            benchmark = benchmark.limit(golden.param("limit").asInt());
        }
        requests(benchmark.requests(), golden.get("requests"));
        BenchmarkResult result = benchmark.run(BenchmarkModel.of("stub", new StubModel(), writer(golden)));
        samples(result, golden.get("samples"));
        scores(result, golden);
    }

    private static Benchmark benchmark(String task, Path data) {
        if (data.toString().endsWith(".yaml")) {
            return Benchmark.load(data);
        }
        return switch (task.replaceFirst("^g_", "")) {
            case "arc" -> Benchmark.arc(data);
            case "hellaswag" -> Benchmark.hellaSwag(data);
            case "tqa_mc1" -> Benchmark.truthfulQaOne(data);
            case "tqa_mc2" -> Benchmark.truthfulQaSeveral(data);
            case "tqa_gen" -> Benchmark.truthfulQaWritten(data);
            case "gsm8k" -> Benchmark.gsm8k(data);
            case "wikitext" -> Benchmark.wikiText(data);
            case "crows" -> Benchmark.crowsPairs(data);
            default -> throw new AssertionError("no benchmark " + task);
        };
    }

    /** Writes the outputs that the case lists, one after another. */
    private static ModelClient writer(GoldenCase golden) {
        List<String> outputs = new ArrayList<>();
        golden.get("requests")
                .forEach(request -> outputs.add(request.path("output").asText()));
        Iterator<String> next = outputs.iterator();
        return (request, call) -> ModelResponse.of(next.next());
    }

    private static void requests(List<BenchmarkRequest> actual, JsonNode expected) {
        Expect.same(actual.size(), expected.size(), "number of requests");
        for (int i = 0; i < actual.size(); i++) {
            JsonNode wanted = expected.get(i);
            String what = "request " + i;
            if (actual.get(i) instanceof BenchmarkRequest.Judge judge) {
                Expect.same("loglikelihood", wanted.path("type").asText(), what);
                Expect.same(judge.context(), wanted.path("context").asText(), what + " context");
                Expect.same(judge.continuation(), wanted.path("continuation").asText(), what + " continuation");
            } else if (actual.get(i) instanceof BenchmarkRequest.Roll roll) {
                Expect.same("loglikelihood_rolling", wanted.path("type").asText(), what);
                Expect.same(roll.text(), wanted.path("string").asText(), what + " text");
            } else if (actual.get(i) instanceof BenchmarkRequest.Generate generate) {
                Expect.same("generate_until", wanted.path("type").asText(), what);
                Expect.same(generate.prompt(), wanted.path("context").asText(), what + " context");
                Expect.same(generate.until(), GoldenCase.texts(wanted.path("until")), what + " until");
            }
        }
    }

    private static void samples(BenchmarkResult result, JsonNode expected) {
        Expect.same(result.samples().size(), expected.size(), "number of samples");
        for (int i = 0; i < expected.size(); i++) {
            BenchmarkSample sample = result.samples().get(i);
            JsonNode wanted = expected.get(i);
            String what = "sample " + i;
            Expect.same(sample.index(), wanted.path("doc_id").asInt(), what + " document");
            Expect.same(sample.filter(), wanted.path("filter").asText(), what + " filter");
            if (wanted.path("target").isInt()) {
                Expect.same(sample.goldChoices(), List.of(wanted.path("target").asInt()), what + " target");
            } else if (wanted.path("target").isArray()) {
                targets(sample, wanted.path("target"), what);
            } else {
                Expect.same(sample.targets().get(0), wanted.path("target").asText(), what + " target");
            }
            responses(sample, wanted.path("filtered_resps"), what);
            sample.values().forEach((metric, value) -> value(value, wanted.path(metric), what + " " + metric));
        }
    }

    private static void targets(BenchmarkSample sample, JsonNode expected, String what) {
        if (sample.goldChoices().isEmpty()) {
            Expect.same(sample.targets(), GoldenCase.texts(expected), what + " targets");
        } else {
            List<Integer> wanted = new ArrayList<>();
            expected.forEach(index -> wanted.add(index.asInt()));
            Expect.same(sample.goldChoices(), wanted, what + " targets");
        }
    }

    private static void responses(BenchmarkSample sample, JsonNode expected, String what) {
        if (sample.answer().isPresent()) {
            Expect.same(sample.answer().get(), expected.get(0).asText(), what + " answer");
            return;
        }
        Expect.same(sample.logLikelihoods().size(), expected.size(), what + " replies");
        for (int i = 0; i < expected.size(); i++) {
            JsonNode reply = expected.get(i);
            Expect.close(
                    sample.logLikelihoods().get(i),
                    reply.isArray() ? reply.get(0) : reply,
                    Expect.USUAL,
                    what + " reply");
            if (reply.isArray()) {
                Expect.same(sample.greedy().get(i), reply.get(1).asBoolean(), what + " greedy");
            }
        }
    }

    private static void value(ItemValue value, JsonNode expected, String what) {
        if (value instanceof ItemValue.Single single) {
            Expect.close(single.value(), expected, Expect.USUAL, what);
        } else if (value instanceof ItemValue.Weighted weighted) {
            Expect.close(weighted.logLikelihood(), expected.get(0), Expect.USUAL, what);
            Expect.same(weighted.weight(), expected.get(1).asLong(), what + " weight");
        } else if (value instanceof ItemValue.Classified classified) {
            Expect.same(classified.gold(), expected.get(0).asInt(), what + " gold");
            Expect.same(classified.chosen(), expected.get(1).asInt(), what + " chosen");
        } else if (value instanceof ItemValue.Distribution distribution) {
            Expect.same(distribution.gold(), expected.get(0).asInt(), what + " gold");
            for (int i = 0; i < distribution.probabilities().size(); i++) {
                Expect.close(
                        distribution.probabilities().get(i), expected.get(1).get(i), Expect.USUAL, what);
            }
        }
    }

    private static void scores(BenchmarkResult result, GoldenCase golden) {
        JsonNode expected = golden.expected();
        Expect.same(result.documents(), expected.path("sample_len").asInt(), "documents");
        int compared = 1;
        for (BenchmarkScore score : result.scores()) {
            String name = score.metric() + "," + score.filter();
            String error = score.metric() + "_stderr," + score.filter();
            if (!expected.has(name)) {
                throw new AssertionError("no score " + name);
            }
            Expect.close(score.value(), expected.path(name), golden.tolerance(Expect.USUAL), name);
            if (score.standardError().isPresent()) {
                Expect.close(
                        score.standardError().getAsDouble(),
                        expected.path(error),
                        golden.tolerance(Expect.USUAL),
                        error);
            } else {
                Expect.same("N/A", expected.path(error).asText(), error);
            }
            compared += 2;
        }
        Expect.same(compared, expected.size(), "number of scores");
    }
}
