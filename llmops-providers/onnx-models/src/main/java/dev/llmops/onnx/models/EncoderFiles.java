package dev.llmops.onnx.models;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes what lies beside the graph of an encoder: configuration, tokenizer, the way to one vector. */
final class EncoderFiles {
    private static final List<String> POOLING = List.of(
            "cls_token", "mean_tokens", "max_tokens", "mean_sqrt_len_tokens", "weightedmean_tokens", "lasttoken");

    private final EncoderModel.Builder options;

    EncoderFiles(EncoderModel.Builder options) {
        this.options = options;
    }

    void write(Path directory) throws IOException {
        common(directory, config(options));
        SentenceLayout sentence = options.sentence;
        if (sentence != null) {
            sentence(directory, sentence);
        }
    }

    /** Writes the tokenizer and a configuration. */
    static void common(Path directory, String config) throws IOException {
        DecoderFiles.copy("wordpiece-tokenizer.json", directory.resolve("tokenizer.json"));
        DecoderFiles.text(directory.resolve("config.json"), config);
        DecoderFiles.text(directory.resolve("tokenizer_config.json"), """
                {
                  "cls_token": "[CLS]",
                  "do_lower_case": true,
                  "mask_token": "[MASK]",
                  "model_max_length": 512,
                  "pad_token": "[PAD]",
                  "sep_token": "[SEP]",
                  "tokenizer_class": "BertTokenizer",
                  "unk_token": "[UNK]"
                }
                """);
    }

    private static String config(EncoderModel.Builder options) {
        EncoderShape shape = options.shape;
        String architecture = switch (options.task) {
            case VECTORS -> "BertModel";
            case TEXT_CLASSES -> "BertForSequenceClassification";
            case TOKEN_CLASSES -> "BertForTokenClassification";
        };
        return """
                {
                  "architectures": ["%s"],
                  "model_type": "bert",
                  "hidden_act": "gelu",
                  "hidden_size": %d,
                  "intermediate_size": %d,
                  "layer_norm_eps": 1e-12,
                  "max_position_embeddings": %d,
                  "num_attention_heads": %d,
                  "num_hidden_layers": %d,
                  "pad_token_id": 0,%s
                  "type_vocab_size": 2,
                  "vocab_size": %d
                }
                """.formatted(
                        architecture,
                        shape.hidden(),
                        shape.intermediate(),
                        shape.maxPositions(),
                        shape.heads(),
                        shape.layers(),
                        labels(options.labels, options.problemType),
                        shape.vocabulary());
    }

    /** {@return the part of a configuration that names the labels; each line ends with a comma} */
    static String labels(List<String> labels, String problemType) {
        StringBuilder lines = new StringBuilder();
        if (!labels.isEmpty()) {
            lines.append("\n  \"id2label\": {");
            lines.append(IntStream.range(0, labels.size())
                    .mapToObj(i -> "\"" + i + "\": \"" + labels.get(i) + "\"")
                    .collect(Collectors.joining(", ")));
            lines.append("},");
        }
        if (!problemType.isEmpty()) {
            lines.append("\n  \"problem_type\": \"").append(problemType).append("\",");
        }
        return lines.toString();
    }

    private void sentence(Path directory, SentenceLayout sentence) throws IOException {
        StringBuilder modules = new StringBuilder("[\n");
        modules.append(module(0, "", "Transformer")).append(",\n").append(module(1, "1_Pooling", "Pooling"));
        int next = 2;
        if (sentence.dense() > 0) {
            String name = next + "_Dense";
            modules.append(",\n").append(module(next++, name, "Dense"));
            dense(Files.createDirectories(directory.resolve(name)), sentence.dense());
        }
        if (sentence.normalized()) {
            String name = next + "_Normalize";
            modules.append(",\n").append(module(next, name, "Normalize"));
        }
        DecoderFiles.text(
                directory.resolve("modules.json"), modules.append("\n]\n").toString());
        Path pooling = Files.createDirectories(directory.resolve("1_Pooling"));
        DecoderFiles.text(pooling.resolve("config.json"), pooling(sentence));
        DecoderFiles.text(
                directory.resolve("sentence_bert_config.json"),
                "{\"max_seq_length\": " + sentence.maxLength() + ", \"do_lower_case\": false}\n");
        DecoderFiles.text(directory.resolve("config_sentence_transformers.json"), prompts(sentence.prompts()));
    }

    private static String module(int index, String path, String type) {
        return "  {\"idx\": %d, \"name\": \"%d\", \"path\": \"%s\", \"type\": \"sentence_transformers.models.%s\"}"
                .formatted(index, index, path, type);
    }

    private String pooling(SentenceLayout sentence) {
        String modes = POOLING.stream()
                .map(mode ->
                        "  \"pooling_mode_" + mode + "\": " + sentence.pooling().contains(mode) + ",\n")
                .collect(Collectors.joining());
        return "{\n  \"word_embedding_dimension\": " + options.shape.hidden() + ",\n" + modes
                + "  \"include_prompt\": true\n}\n";
    }

    private static String prompts(Map<String, String> prompts) {
        String entries = new TreeMap<>(prompts)
                .entrySet().stream()
                        .map(entry -> "\"" + entry.getKey() + "\": \"" + entry.getValue() + "\"")
                        .collect(Collectors.joining(", "));
        return "{\"prompts\": {" + entries + "}, \"default_prompt_name\": null, \"similarity_fn_name\": \"cosine\"}\n";
    }

    private void dense(Path directory, int size) throws IOException {
        int width = options.shape.hidden();
        DecoderFiles.text(
                directory.resolve("config.json"),
                "{\"in_features\": %d, \"out_features\": %d, \"bias\": true, \"activation_function\": \"%s\"}\n"
                        .formatted(width, size, "torch.nn.modules.activation.Tanh"));
        EncoderWeights.Linear layer = new EncoderWeights(options.shape, options.seed).linear("linear", size, width);
        String header = "{\"linear.bias\":{\"dtype\":\"F32\",\"shape\":[%d],\"data_offsets\":[0,%d]},"
                .formatted(size, 4 * size);
        header += "\"linear.weight\":{\"dtype\":\"F32\",\"shape\":[%d,%d],\"data_offsets\":[%d,%d]}}"
                .formatted(size, width, 4 * size, 4 * (size + size * width));
        byte[] head = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + head.length + 4 * (size + size * width));
        bytes.order(ByteOrder.LITTLE_ENDIAN).putLong(head.length).put(head);
        for (float value : layer.bias()) {
            bytes.putFloat(value);
        }
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < width; column++) {
                bytes.putFloat(layer.matrix().at(row, column));
            }
        }
        Files.write(directory.resolve("model.safetensors"), bytes.array());
    }
}
