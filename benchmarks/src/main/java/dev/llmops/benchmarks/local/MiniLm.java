package dev.llmops.benchmarks.local;

import dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The model all-MiniLM-L6-v2 out of LangChain4j's artifact, laid out as sentence-transformers would have it. */
public final class MiniLm {
    /** How many tokens of a text LangChain4j reads: what the file of the tokenizer says. */
    static final int MAX_LENGTH = 128;

    private MiniLm() {}

    /** {@return the directory of the model, which is written if no earlier run has done so} */
    public static Path directory() throws IOException {
        return KeptDirectory.of("all-minilm-l6-v2", MiniLm::write);
    }

    private static void write(Path directory) throws IOException {
        Files.createDirectories(directory.resolve("onnx"));
        Files.createDirectories(directory.resolve("1_Pooling"));
        copy("/all-minilm-l6-v2.onnx", directory.resolve("onnx/model.onnx"));
        copy("/all-minilm-l6-v2-tokenizer.json", directory.resolve("tokenizer.json"));
        Files.writeString(
                directory.resolve("config.json"),
                "{\"model_type\": \"bert\", \"max_position_embeddings\": 512, \"pad_token_id\": 0}\n");
        Files.writeString(
                directory.resolve("sentence_bert_config.json"),
                "{\"max_seq_length\": " + MAX_LENGTH + ", \"do_lower_case\": false}\n");
        Files.writeString(
                directory.resolve("modules.json"),
                "[" + module(0, "", "Transformer") + ", " + module(1, "1_Pooling", "Pooling") + ", "
                        + module(2, "2_Normalize", "Normalize") + "]\n");
        Files.writeString(
                directory.resolve("1_Pooling/config.json"),
                "{\"word_embedding_dimension\": 384, \"pooling_mode_mean_tokens\": true}\n");
    }

    private static String module(int index, String path, String type) {
        return "{\"idx\": %d, \"name\": \"%d\", \"path\": \"%s\", \"type\": \"sentence_transformers.models.%s\"}"
                .formatted(index, index, path, type);
    }

    private static void copy(String resource, Path file) throws IOException {
        try (InputStream bytes = AllMiniLmL6V2EmbeddingModel.class.getResourceAsStream(resource)) {
            if (bytes == null) {
                throw new IOException("LangChain4j's artifact has no " + resource + " any more.");
            }
            Files.copy(bytes, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
