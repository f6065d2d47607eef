package dev.llmops.verification.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.embedding.EmbeddingRequest;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.LogLikelihood;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.ResponseFormat;
import dev.llmops.onnx.ComputeOptions;
import dev.llmops.onnx.OnnxEmbeddingClient;
import dev.llmops.onnx.OnnxModel;
import dev.llmops.onnx.OnnxModelClient;
import dev.llmops.onnx.OnnxOptions;
import dev.llmops.onnx.Variant;
import dev.llmops.onnx.models.EncoderModel;
import dev.llmops.onnx.models.EncoderShape;
import dev.llmops.template.Template;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every piece of Java in the page of local models, as it stands there, with the models of this project. */
final class LocalSnippetsTest {
    private final Path directory = Path.of("../samples/models/tiny");
    private final ModelRequest question = ModelRequest.of("Which pumps are due?");

    @TempDir
    private Path folder;

    @Test
    void opens() {
        // snippet: localModel
        OnnxModelClient model = OnnxModelClient.open(directory);
        ModelResponse response = model.generate(question, ModelCall.detached());
        // end

        assertThat(response.text()).isNotEmpty();
        model.close();
    }

    @Test
    void isShared() {
        // snippet: sharedModel
        OnnxModel model = OnnxModel.builder(directory)
                .variants(Variant.Q4, Variant.FP32)
                .compute(ComputeOptions.builder()
                        .threads(2)
                        .spinning(ComputeOptions.Spinning.OFF)
                        .build())
                .contextLength(512)
                .maxConcurrent(4)
                .open();
        ModelClient plain = model.client();
        ModelClient varied = model.client(
                OnnxOptions.builder().minP(0.05).repetitionPenalty(1.1).build());
        // end

        assertThat(plain.info().contextWindow())
                .isEqualTo(varied.info().contextWindow())
                .hasValue(512);
        model.close();
    }

    @Test
    void keepsToForms() {
        String schema = """
                {"type": "object", "properties": {"month": {"type": "string", "maxLength": 20}}, "required": ["month"]}""";

        // snippet: localForms
        GenerationOptions byChoice = GenerationOptions.builder()
                .providerOptions(OnnxOptions.builder().choices("yes", "no").build())
                .build();
        GenerationOptions bySchema = GenerationOptions.builder()
                .responseFormat(ResponseFormat.schema("due", schema))
                .build();
        // end

        try (OnnxModelClient model = OnnxModelClient.open(directory)) {
            assertThat(model.generate(question.withOptions(byChoice), ModelCall.detached())
                            .text())
                    .isIn("yes", "no");
            assertThat(model.generate(question.withOptions(bySchema), ModelCall.detached())
                            .text())
                    .startsWith("{\"month\": \"");
        }
    }

    @Test
    void judges() {
        try (OnnxModel model = OnnxModel.open(directory)) {
            // snippet: localLikelihood
            LogLikelihood judge = model.logLikelihood();
            LogLikelihood.Likelihood may = judge.judge("Pump P-17 is serviced in", " May.");
            double perplexity = may.perplexity();
            // end

            assertThat(perplexity).isGreaterThanOrEqualTo(1);
        }
    }

    @Test
    void embeds() throws IOException {
        Path encoder = EncoderModel.builder(EncoderShape.tiny()).build().write(folder);

        // snippet: localEmbeddings
        OnnxEmbeddingClient embeddings = OnnxEmbeddingClient.open(encoder);
        float[] vector = embeddings.embed("Which pumps are due?", EmbeddingRequest.Purpose.QUERY);
        // end

        assertThat(vector).hasSize(embeddings.info().dimensions());
        embeddings.close();
    }

    @Test
    void renders() {
        // snippet: template
        Template template =
                Template.parse("{% for pump in pumps %}{{ loop.index }}. {{ pump.name | upper }}\n{% endfor %}");
        String text = template.render(Map.of("pumps", List.of(Map.of("name", "p-17"), Map.of("name", "p-331"))));
        // end

        assertThat(text).isEqualTo("1. P-17\n2. P-331\n");
    }
}
