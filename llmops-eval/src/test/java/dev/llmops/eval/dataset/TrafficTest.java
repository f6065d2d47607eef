package dev.llmops.eval.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.LlmException;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.pipeline.Prompt;
import dev.llmops.core.Pipeline;
import dev.llmops.eval.Sample;
import dev.llmops.eval.run.Evaluation;
import dev.llmops.eval.run.Run;
import dev.llmops.testing.ScriptedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrafficTest {
    @TempDir
    Path folder;

    @Test
    void recordsWhatWasAskedAndAnsweredWhereConsentIsGiven() {
        Path file = folder.resolve("traffic.jsonl");

        ask(file, ScriptedModel.answering("Eleven."), "What is ten plus one?", "Keep me out");

        List<Sample> samples = samples(file);
        assertThat(samples).hasSize(1);
        assertThat(samples.get(0).item().input()).isEqualTo("What is ten plus one?");
        assertThat(samples.get(0).item().field("consent")).isEqualTo("yes");
        assertThat(samples.get(0).output().text()).isEqualTo("Eleven.");
        assertThat(samples.get(0).output().latency()).isPositive();
    }

    @Test
    void recordsFailures() {
        Path file = folder.resolve("traffic.jsonl");

        ask(file, ScriptedModel.script().fail(ErrorClass.AUTH).build(), "Who?");

        assertThat(samples(file).get(0).output().failure()).hasValue("AuthenticationException");
    }

    @Test
    void recordedAnswersCanBeMeasuredWithoutAskingAnybody() {
        Path file = folder.resolve("traffic.jsonl");
        ask(file, ScriptedModel.answering("Eleven."), "What is ten plus one?");
        ask(file, ScriptedModel.answering("Twelve."), "What is ten plus two?");
        Traffic traffic = Traffic.of(file);

        Run run = Evaluation.of(traffic.dataset())
                .subject("recorded", traffic.answers())
                .run();

        assertThat(run.stream().map(each -> each.output().text())).containsExactly("Eleven.", "Twelve.");
    }

    @Test
    void goesOnAfterATornLine() throws IOException {
        Path file = folder.resolve("traffic.jsonl");
        ask(file, ScriptedModel.answering("Eleven."), "What is ten plus one?");
        Files.writeString(file, "{\"item\":{\"id\":\"to" + "r".repeat(200_000), StandardOpenOption.APPEND);

        assertThat(samples(file)).hasSize(1);
        ask(file, ScriptedModel.answering("Twelve."), "What is ten plus two?");

        assertThat(samples(file)).hasSize(2);
    }

    @Test
    void namesTheLineThatIsDamaged() throws IOException {
        Path file = Files.writeString(folder.resolve("traffic.jsonl"), "{\"item\":3}\n");

        assertThatThrownBy(() -> samples(file)).hasMessageContaining("traffic.jsonl, line 1");
    }

    private static void ask(Path file, ModelClient model, String... questions) {
        TrafficRecorder recorder = TrafficRecorder.to(
                file, prompt -> "yes".equals(prompt.metadata().get("consent")));
        try (Pipeline pipeline = Pipeline.builder()
                .preprocess(recorder)
                .model(model)
                .postprocess(recorder)
                .listen(recorder)
                .onClose(recorder)
                .build()) {
            for (String question : questions) {
                Prompt prompt = Prompt.builder(question)
                        .metadata("consent", question.startsWith("Keep") ? "no" : "yes")
                        .build();
                try {
                    assertThat(pipeline.run(prompt).text()).isNotEmpty();
                } catch (LlmException e) {
                    assertThat(e.isRetryable()).isFalse();
                }
            }
        }
    }

    private static List<Sample> samples(Path file) {
        try (Stream<Sample> samples = Traffic.of(file).samples()) {
            return samples.toList();
        }
    }
}
