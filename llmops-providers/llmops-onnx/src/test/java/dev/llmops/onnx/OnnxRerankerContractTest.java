package dev.llmops.onnx;

import dev.llmops.api.embedding.Reranker;
import dev.llmops.onnx.models.WordModel;
import dev.llmops.testing.RerankerContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class OnnxRerankerContractTest extends RerankerContract {
    @TempDir
    static Path directory;

    private static OnnxReranker reranker;

    @BeforeAll
    static void open() throws IOException {
        reranker = OnnxReranker.open(WordModel.overlap().write(directory));
    }

    @AfterAll
    static void close() {
        reranker.close();
    }

    @Override
    protected Reranker reranker() {
        return reranker;
    }
}
