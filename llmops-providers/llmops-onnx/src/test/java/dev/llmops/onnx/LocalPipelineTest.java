package dev.llmops.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.grounding.Citation;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.pipeline.Answer;
import dev.llmops.api.pipeline.AnswerEvent;
import dev.llmops.core.AnswerStream;
import dev.llmops.core.Pipeline;
import dev.llmops.core.Pipelines;
import dev.llmops.core.citation.Citations;
import dev.llmops.core.memory.ConversationMemory;
import dev.llmops.core.text.TextCleaner;
import dev.llmops.lucene.Chunker;
import dev.llmops.lucene.DocumentIndex;
import dev.llmops.lucene.DocumentReader;
import dev.llmops.lucene.DocumentSearch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trained model at the end of a whole pipeline: search, generation, stream, citations. */
class LocalPipelineTest {
    private static OnnxModelClient model;
    private static DocumentIndex index;

    @BeforeAll
    static void open() {
        model = OnnxModel.builder(TrainedModel.directory()).variants(Variant.Q4).openClient(OnnxOptions.none());
        index = DocumentIndex.builder()
                .chunker(Chunker.builder().tokens(48).overlap(0).build())
                .inMemory();
        index.addAll(DocumentReader.standard().readAll(TrainedModel.directory().resolve("../../quickstart/register")));
    }

    @AfterAll
    static void close() {
        model.close();
        index.close();
    }

    @Test
    void answersFromWhatItFindsAndCitesIt() {
        try (Pipeline pipeline = pipeline(model)) {
            Answer answer = pipeline.run("When is Pump P-331 serviced?");

            assertThat(answer.text()).contains("October");
            assertThat(answer.citations()).isNotEmpty();
            Citation citation = answer.citations().get(0);
            assertThat(citation.source().documentId()).contains("pumps");
            assertThat(citation.quote()).contains("Pump P-331");
        }
    }

    @Test
    void streamsTheSame() {
        try (Pipeline pipeline = pipeline(model);
                AnswerStream stream = pipeline.call("Who looks after Pump P-331?").stream()) {
            StringBuilder text = new StringBuilder();
            List<Answer> answers = new ArrayList<>();
            for (AnswerEvent event : stream) {
                if (event instanceof AnswerEvent.TextDelta delta) {
                    text.append(delta.text());
                } else if (event instanceof AnswerEvent.Completed completed) {
                    answers.add(completed.answer());
                }
            }

            assertThat(text.toString()).contains("Clara Dovlin");
            assertThat(answers).hasSize(1);
            assertThat(answers.get(0).text()).contains("Clara Dovlin");
        }
    }

    @Test
    void isNamedInAPipelineFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("pipeline.yaml");
        Files.writeString(file, """
                version: 1
                model:
                  onnx: {directory: "%s", variants: [fp32], threads: 1, max-concurrent: 2}
                """.formatted(TrainedModel.directory()));

        try (Pipeline pipeline = Pipelines.load(file)) {
            assertThat(pipeline.run("When is Pump P-331 serviced?").text()).isNotBlank();
        }
    }

    private static Pipeline pipeline(ModelClient client) {
        return Pipeline.builder()
                .memory(ConversationMemory.window(6))
                .preprocess(TextCleaner.standard())
                .ground(DocumentSearch.over(index).top(3))
                .model(client)
                .postprocess(Citations.attributed())
                .build();
    }
}
