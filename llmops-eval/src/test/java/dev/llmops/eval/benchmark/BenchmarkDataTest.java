package dev.llmops.eval.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.llmops.api.model.LogLikelihood;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkDataTest {
    private static final String GOOD = """
            {"question": "q", "answerKey": "B", "choices": {"label": ["A", "B"], "text": ["a", "b"]}}
            """;

    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("arc.jsonl"), text);
    }

    @Test
    void namesTheLineThatIsNoJson() throws IOException {
        Path file = file(GOOD + "{\"question\": secret}\n");

        assertThatThrownBy(() -> Benchmark.arc(file))
                .isInstanceOf(BenchmarkDataException.class)
                .hasMessageStartingWith("arc.jsonl, line 2: must be one JSON object")
                .hasMessageNotContaining("secret");
    }

    @Test
    void namesTheFieldThatIsMissing() throws IOException {
        Path file = file(GOOD + "\n{\"question\": \"q\", \"choices\": {\"label\": [\"A\"], \"text\": [\"a\"]}}\n");

        assertThatThrownBy(() -> Benchmark.arc(file).requests())
                .asInstanceOf(InstanceOfAssertFactories.type(BenchmarkDataException.class))
                .satisfies(e -> {
                    assertThat(e).hasMessage("arc.jsonl, line 3, field \"answerKey\": is missing.");
                    assertThat(e.file()).isEqualTo("arc.jsonl");
                    assertThat(e.line()).isEqualTo(3);
                    assertThat(e.field()).isEqualTo("answerKey");
                });
    }

    @Test
    void namesTheFieldThatIsOfAnotherKind() throws IOException {
        Path file = file(GOOD.replace("\"q\"", "12"));

        assertThatThrownBy(() -> Benchmark.arc(file).requests())
                .hasMessage("arc.jsonl, line 1, field \"question\": must be a text, is a number.");
    }

    @Test
    void aKeyThatIsNoLabelIsAProblem() throws IOException {
        Path file = file(GOOD.replace("\"answerKey\": \"B\"", "\"answerKey\": \"E\""));

        assertThatThrownBy(() -> Benchmark.arc(file).requests())
                .hasMessage("arc.jsonl, line 1, field \"answerKey\": is none of the 2 labels.");
    }

    @Test
    void raggedChoicesAreAProblem() throws IOException {
        Path file = file(GOOD.replace("[\"a\", \"b\"]", "[\"a\"]"));

        assertThatThrownBy(() -> Benchmark.arc(file).requests())
                .hasMessageContaining("field \"choices.label\": has 2 labels for 1 choices");
    }

    @Test
    void aRightChoiceThatIsNotThereScoresNothingAndIsTold() throws IOException {
        Path file = Files.writeString(
                folder.resolve("swag.jsonl"),
                "{\"activity_label\": \"Tea\", \"ctx_a\": \"A man boils water.\", \"ctx_b\": \"he\","
                        + " \"endings\": [\"waits.\", \"sings.\"], \"label\": \"4\"}\n");

        BenchmarkResult result = Benchmark.hellaSwag(file).run(new StubModel());

        assertThat(result.score("acc").value()).isZero();
        assertThat(result.warnings())
                .containsExactly("swag.jsonl:1: choice 4 is right, but there are 2; the document scores 0");
    }

    @Test
    void refusesAFileThatIsNotUtf8() throws IOException {
        Path file =
                Files.write(folder.resolve("arc.jsonl"), "{\"question\": \"é\"}".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> Benchmark.arc(file)).hasMessageContaining("arc.jsonl: is not UTF-8");
    }

    @Test
    void refusesAFileThatIsEmptyOrNotThere() throws IOException {
        Path empty = file("\n\n");

        assertThatThrownBy(() -> Benchmark.arc(empty)).hasMessageContaining("has no document");
        assertThatThrownBy(() -> Benchmark.arc(folder.resolve("none.jsonl")))
                .hasMessageContaining("is the path right?");
    }

    @Test
    void refusesKeysThatAreThereTwice() throws IOException {
        Path file = file("{\"question\": \"a\", \"question\": \"b\"}");

        assertThatThrownBy(() -> Benchmark.arc(file)).hasMessageContaining("line 1");
    }

    @Test
    void raggedLabelsAreAProblem() throws IOException {
        Path file = Files.writeString(
                folder.resolve("tqa.jsonl"),
                "{\"question\": \"q\", \"mc2_targets\": {\"choices\": [\"a\", \"b\"], \"labels\": [1]}}");

        assertThatThrownBy(() -> Benchmark.truthfulQaSeveral(file).run(new StubModel()))
                .hasMessageContaining("field \"mc2_targets.labels\": has 1 labels for 2 choices");
    }

    @Test
    void trueAnswersShareTheProbabilityWhereverTheyStand() throws IOException {
        Path file = Files.writeString(
                folder.resolve("tqa.jsonl"),
                "{\"question\": \"q\", \"mc2_targets\":"
                        + " {\"choices\": [\"a\", \"b\", \"c\"], \"labels\": [1, 0, 1]}}");
        LogLikelihood even = (texts, control) -> texts.stream()
                .map(each -> new LogLikelihood.Likelihood(-2, 1, false))
                .toList();

        assertThat(Benchmark.truthfulQaSeveral(file).run(even).score("acc").value())
                .isCloseTo(2 / 3.0, within(1e-12));
    }

    @Test
    void emptyTextsAreAProblem() throws IOException {
        Path file = Files.writeString(folder.resolve("crows.jsonl"), "{\"sent_more\": \"\", \"sent_less\": \"b\"}");

        assertThatThrownBy(() -> Benchmark.crowsPairs(file).requests())
                .hasMessageContaining("crows.jsonl, line 1: leads to an empty text");
    }
}
