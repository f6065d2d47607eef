package dev.llmops.verification.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.eval.benchmark.Benchmark;
import dev.llmops.eval.benchmark.BenchmarkGroup;
import dev.llmops.eval.benchmark.BenchmarkModel;
import dev.llmops.eval.benchmark.BenchmarkResult;
import dev.llmops.eval.run.Results;
import dev.llmops.onnx.OnnxModel;
import dev.llmops.remote.openai.CompatibleLogLikelihood;
import dev.llmops.remote.openai.CompatibleServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java of the page of benchmarks: the small model of this project takes some. */
final class BenchmarkSnippetsTest {
    private static final List<String> SENTENCES = List.of(
            "Greenway works supplies Moorway with water.",
            "The list is checked once a year.",
            "Water from Greenway works goes to Moorway.",
            "The trade of Yusuf Flawood is planner.");

    private final Path directory = Path.of("../samples/models/tiny");

    @TempDir
    private Path folder;

    private Path written(String name, List<String> lines) throws IOException {
        return Files.write(folder.resolve(name), lines);
    }

    private static String reversed(String sentence) {
        List<String> words = new ArrayList<>(List.of(sentence.split(" ", -1)));
        Collections.reverse(words);
        return String.join(" ", words);
    }

    private Path arc() throws IOException {
        return written(
                "arc.jsonl",
                SENTENCES.stream()
                        .map(sentence -> "{\"question\": \"What does the handbook say?\", \"answerKey\": \"B\","
                                + " \"choices\": {\"label\": [\"A\", \"B\"], \"text\": [\"" + reversed(sentence)
                                + "\", \"" + sentence + "\"]}}")
                        .toList());
    }

    @Test
    void prefersSentencesToTheirWordsInReverse() throws IOException {
        Path arcEasy = arc();

        // snippet: benchmark
        OnnxModel model = OnnxModel.open(directory);
        BenchmarkModel tiny = BenchmarkModel.of("tiny", model.logLikelihood(), model.client());
        BenchmarkResult result = Benchmark.arc(arcEasy).fewShot(2).limit(100).run(tiny);
        double accuracy = result.score("acc").value();
        double error = result.score("acc").standardError().orElse(Double.NaN);
        Results run = result.results();
        // end

        assertThat(accuracy).isEqualTo(1);
        assertThat(error).isZero();
        assertThat(run.stream()).hasSize(4);
        assertThat(result.score("acc").signature().setting("boundary")).isEqualTo("tokens");
        assertThat(run.info().fingerprints()).containsKey("tokenizer");
        model.close();
    }

    @Test
    void findsItsOwnWorldLikelierThanItsWordsInReverse() throws IOException {
        String page = String.join(" ", SENTENCES);
        Path own = written("own.jsonl", List.of("{\"page\": \"" + page + "\"}"));
        Path other = written("other.jsonl", List.of("{\"page\": \"" + reversed(page) + "\"}"));

        try (OnnxModel model = OnnxModel.open(directory)) {
            double likely = Benchmark.wikiText(own)
                    .run(model.logLikelihood())
                    .score("bits_per_byte")
                    .value();
            double unlikely = Benchmark.wikiText(other)
                    .run(model.logLikelihood())
                    .score("bits_per_byte")
                    .value();

            assertThat(likely).isPositive().isLessThan(unlikely);
        }
    }

    @Test
    void takesTasksOfItsOwn() throws IOException {
        written("pumps.jsonl", List.of("{\"statement\": \"Pumps lift water.\", \"right\": 1}"));
        Path task = written(
                "pumps.yaml",
                List.of(
                        "task: pumps",
                        "dataset_path: json",
                        "dataset_kwargs: {data_files: {test: pumps.jsonl}}",
                        "test_split: test",
                        "output_type: multiple_choice",
                        "doc_to_text: \"{{ statement }} True or false?\"",
                        "doc_to_choice: [\"false\", \"true\"]",
                        "doc_to_target: right",
                        "metric_list: [{metric: acc}, {metric: brier_score}]"));

        try (OnnxModel model = OnnxModel.open(directory)) {
            BenchmarkModel tiny = BenchmarkModel.of("tiny", model.logLikelihood());
            Path arcEasy = arc();
            // snippet: benchmarkTask
            BenchmarkResult pumps = Benchmark.load(task).run(tiny);
            BenchmarkResult arc = Benchmark.arc(arcEasy).run(tiny);
            double both = BenchmarkGroup.of("acc", List.of(pumps, arc)).weightedMean();
            // end

            assertThat(both).isBetween(0.8, 1.0);
        }
    }

    @Test
    void isMadeWithoutAskingTheServer() {
        // snippet: benchmarkServer
        CompatibleLogLikelihood server = CompatibleLogLikelihood.builder(
                        CompatibleServer.VLLM.at("http://localhost:8000/v1"), "Qwen/Qwen3-0.6B-Base")
                .beginning("<|endoftext|>")
                .textsPerRequest(32)
                .build();
        // end

        assertThat(server.conventions().boundary()).isEqualTo("offsets");
        server.close();
    }
}
