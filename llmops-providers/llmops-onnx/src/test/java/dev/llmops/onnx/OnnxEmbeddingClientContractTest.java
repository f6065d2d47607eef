package dev.llmops.onnx;

import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.onnx.models.EncoderModel;
import dev.llmops.onnx.models.EncoderShape;
import dev.llmops.onnx.models.SentenceLayout;
import dev.llmops.testing.EmbeddingClientContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class OnnxEmbeddingClientContractTest extends EmbeddingClientContract {
    @TempDir
    static Path directory;

    private static OnnxEmbeddingClient client;

    @BeforeAll
    static void open() throws IOException {
        EncoderModel.builder(EncoderShape.tiny())
                .sentence(SentenceLayout.mean(128))
                .build()
                .write(directory);
        client = OnnxEmbeddingClient.builder(directory)
                .options(EncoderOptions.builder()
                        .compute(ComputeOptions.builder().threads(1).build())
                        .build())
                .build();
    }

    @AfterAll
    static void close() {
        client.close();
    }

    @Override
    protected EmbeddingClient client() {
        return client;
    }

    @Override
    protected float tolerance() {
        return 1e-6f;
    }
}
