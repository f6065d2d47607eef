package dev.llmops.onnx.encoder;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.Require;
import dev.llmops.onnx.EncoderOptions;
import dev.llmops.onnx.ModelDirectoryException;
import dev.llmops.onnx.files.JsonFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of an encoder, in the layouts of transformers.js, Optimum and sentence-transformers. Immutable.
 *
 * @param root the directory
 * @param config what {@code config.json} says; a missing node if there is none
 * @param graph the file of the graph
 */
public record EncoderDirectory(Path root, JsonNode config, Path graph) {
    private static final List<String> GRAPHS = List.of(
            "onnx/model.onnx",
            "model.onnx",
            "onnx/model_fp16.onnx",
            "onnx/model_int8.onnx",
            "onnx/model_quantized.onnx",
            "onnx/model_uint8.onnx",
            "onnx/model_q4.onnx",
            "model_optimized.onnx",
            "model_quantized.onnx");
    private static final List<String> OFFSET_POSITIONS =
            List.of("roberta", "xlm-roberta", "camembert", "longformer", "mpnet");

    /**
     * {@return the files in {@code root}}
     *
     * @throws ModelDirectoryException if the directory or the graph is not there
     */
    public static EncoderDirectory of(Path root, EncoderOptions options) {
        Require.nonNull(root, "directory");
        Require.nonNull(options, "options");
        if (!Files.isDirectory(root)) {
            throw new ModelDirectoryException(root, "There is no such directory.", "Check the path.");
        }
        JsonNode config = JsonFile.readIfThere(root.resolve("config.json"));
        List<String> names = new ArrayList<>(GRAPHS);
        options.graph().ifPresent(name -> {
            names.clear();
            names.add(name);
        });
        for (String name : names) {
            Path graph = root.resolve(name);
            if (Files.isRegularFile(graph)) {
                return new EncoderDirectory(root, config, graph);
            }
        }
        throw new ModelDirectoryException(
                root.resolve(names.get(0)),
                "This file is missing.",
                "Download the ONNX files of the model, or name one of them with graph(…).");
    }

    /** {@return the file of the tokenizer, which must be there} */
    Path tokenizer() {
        Path file = root.resolve("tokenizer.json");
        if (!Files.isRegularFile(file)) {
            throw new ModelDirectoryException(
                    file, "This file is missing.", "Download it; vocab.txt and the like do not replace it.");
        }
        return file;
    }

    /** {@return what the model is called: the name of its directory} */
    public String name() {
        Path name = root.toAbsolutePath().normalize().getFileName();
        return name == null ? "model" : name.toString();
    }

    /** {@return the token that fills rows up} */
    long padding() {
        return config.path("pad_token_id").asLong(0);
    }

    /**
     * {@return how many tokens a text may have}
     *
     * <p>What sentence-transformers says counts first, then the tokenizer's configuration; neither may exceed the
     * positions that the model has. What {@code tokenizer.json} truncates to is not looked at: files are published
     * with whatever their maker last used.
     */
    public int maxLength(EncoderOptions options) {
        int positions = config.path("max_position_embeddings").asInt(0);
        if (positions > 0 && OFFSET_POSITIONS.contains(config.path("model_type").asText())) {
            // These count positions from the padding token on.
            positions -= config.path("pad_token_id").asInt(1) + 1;
        }
        int most = positions > 0 ? positions : Integer.MAX_VALUE;
        int own = JsonFile.readIfThere(root.resolve("sentence_bert_config.json"))
                .path("max_seq_length")
                .asInt(0);
        if (own <= 0) {
            // Files of models without a limit carry a huge float here, which asInt would not read.
            double declared = JsonFile.readIfThere(root.resolve("tokenizer_config.json"))
                    .path("model_max_length")
                    .asDouble(0);
            own = declared > 0 && declared < 1 << 20 ? (int) declared : Math.min(most, 512);
        }
        int limit = Math.min(most, own);
        if (options.maxLength() == 0) {
            return limit;
        }
        if (options.maxLength() > most) {
            throw new ModelDirectoryException(
                    root.resolve("config.json"),
                    "The model has " + most + " positions, which is less than the maxLength asked for.",
                    "Ask for at most " + most + ".");
        }
        return options.maxLength();
    }
}
