package dev.llmops.verification.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.eval.benchmark.Benchmark;
import dev.llmops.eval.benchmark.BenchmarkModel;
import dev.llmops.eval.benchmark.BenchmarkResult;
import dev.llmops.onnx.OnnxModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The small model of this project takes benchmarks. */
final class LocalBenchmarkTest {
    private static final List<String> SENTENCES = List.of(
            "Greenway works supplies Moorway with water.",
            "The list is checked once a year.",
            "Water from Greenway works goes to Moorway.",
            "The trade of Yusuf Flawood is planner.");

    private static OnnxModel model;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        model = OnnxModel.open(Path.of("../samples/models/tiny"));
    }

    @AfterAll
    static void close() {
        model.close();
    }

    private Path written(String name, List<String> lines) throws IOException {
        return Files.write(folder.resolve(name), lines);
    }

    private static String reversed(String sentence) {
        List<String> words = new java.util.ArrayList<>(List.of(sentence.split(" ", -1)));
        java.util.Collections.reverse(words);
        return String.join(" ", words);
    }

    @Test
    void prefersSentencesToWordsInReverse() throws IOException {
        Path arc = written(
                "arc.jsonl",
                SENTENCES.stream()
                        .map(sentence -> "{\"question\": \"What does the handbook say?\", \"answerKey\": \"B\","
                                + " \"choices\": {\"label\": [\"A\", \"B\"], \"text\": [\"" + reversed(sentence) + "\", \""
                                + sentence + "\"]}}")
                        .toList());

        BenchmarkResult result =
                Benchmark.arc(arc).fewShot(1).run(BenchmarkModel.of("tiny", model.logLikelihood()));

        System.out.println(result);
        assertThat(result.score("acc").value()).isEqualTo(1);
        assertThat(result.score("acc").signature().setting("boundary")).isEqualTo("tokens");
    }

    @Test
    void findsItsOwnWorldLikelierThanOthers() throws IOException {
        Path own = written("own.jsonl", List.of("{\"page\": \"" + String.join(" ", SENTENCES) + "\"}"));
        Path other = written(
                "other.jsonl",
                List.of("{\"page\": \"" + reversed(String.join(" ", SENTENCES)) + "\"}"));

        double likely = Benchmark.wikiText(own).run(model.logLikelihood()).score("bits_per_byte").value();
        double unlikely = Benchmark.wikiText(other).run(model.logLikelihood()).score("bits_per_byte").value();

        System.out.println(likely+" "+unlikely);
        assertThat(likely).isPositive().isLessThan(unlikely);
    }
}
