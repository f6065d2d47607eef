package dev.llmops.onnx.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Graphs without layers that judge by words alone, so that what they say can be foreseen.
 *
 * <p>They take what encoders take and put out what encoders put out. Immutable.
 */
public final class WordModel {
    private static final int VOCABULARY = EncoderShape.tiny().vocabulary();
    private static final int FIRST_WORD = 5;

    private final byte[] graph;
    private final String config;

    private WordModel(byte[] graph, String config) {
        this.graph = graph;
        this.config = config;
    }

    /** {@return a cross-encoder whose logit counts the pairs of equal words, one of each text} */
    public static WordModel overlap() {
        Graph graph = inputs(true);
        String one = graph.scalar("one", 1L);
        String two = graph.longs("axes.2", 2);
        String lowest = graph.scalar("lowest", (long) FIRST_WORD);
        String words = graph.add(Node.of("GreaterOrEqual", "input_ids", lowest), "words");
        String second = graph.add(Node.of("Equal", "token_type_ids", one), "second.all");
        String first = graph.add(Node.of("Not", second), "first.all");
        String firstWords = graph.add(Node.of("And", first, words), "first.words");
        String secondWords = graph.add(Node.of("And", second, words), "second.words");
        String rows = graph.add(Node.of("Unsqueeze", "input_ids", two), "rows");
        String columns = graph.add(Node.of("Unsqueeze", "input_ids", graph.longs("axes.1", 1)), "columns");
        String equal = graph.add(Node.of("Equal", rows, columns), "equal");
        String firstRows = graph.add(Node.of("Unsqueeze", firstWords, two), "first.rows");
        String secondColumns = graph.add(Node.of("Unsqueeze", secondWords, "axes.1"), "second.columns");
        String both = graph.add(Node.of("And", firstRows, secondColumns), "both");
        String pairs = graph.add(Node.of("And", equal, both), "pairs");
        String counted = graph.add(Node.of("Cast", pairs).with("to", 1), "counted");
        String axes = graph.longs("axes.12", 1, 2);
        String sum = graph.add(Node.of("ReduceSum", counted, axes).with("keepdims", 0), "sum");
        graph.add(Node.of("Unsqueeze", sum, "axes.1"), "logits");
        graph.output("logits", ElementType.FLOAT, "batch_size", 1);
        return new WordModel(graph.model(), config(List.of("LABEL_0"), "BertForSequenceClassification"));
    }

    /**
     * {@return a classifier of texts, whose logits are the sums of those of the words}
     *
     * @param labels the labels
     * @param logits the logits of a word, by the id of its token; a word that is missing has zeros
     */
    public static WordModel ofTexts(List<String> labels, Map<Integer, float[]> logits) {
        Graph graph = inputs(false);
        String each = looked(graph, labels, logits);
        String axes = graph.longs("axes.1", 1);
        graph.add(Node.of("ReduceSum", each, axes).with("keepdims", 0), "logits");
        graph.output("logits", ElementType.FLOAT, "batch_size", labels.size());
        return new WordModel(graph.model(), config(labels, "BertForSequenceClassification"));
    }

    /**
     * {@return a classifier of tokens, each of which is judged by itself}
     *
     * @param labels the labels
     * @param logits the logits of a token, by its id; a token that is missing has zeros
     */
    public static WordModel ofTokens(List<String> labels, Map<Integer, float[]> logits) {
        Graph graph = inputs(false);
        graph.add(Node.of("Identity", looked(graph, labels, logits)), "logits");
        graph.output("logits", ElementType.FLOAT, "batch_size", "sequence_length", labels.size());
        return new WordModel(graph.model(), config(labels, "BertForTokenClassification"));
    }

    private static Graph inputs(boolean types) {
        Graph graph = new Graph("main_graph");
        graph.input("input_ids", ElementType.INT64, "batch_size", "sequence_length");
        graph.input("attention_mask", ElementType.INT64, "batch_size", "sequence_length");
        if (types) {
            graph.input("token_type_ids", ElementType.INT64, "batch_size", "sequence_length");
        }
        return graph;
    }

    private static String looked(Graph graph, List<String> labels, Map<Integer, float[]> logits) {
        float[] table = new float[VOCABULARY * labels.size()];
        logits.forEach((token, row) -> System.arraycopy(row, 0, table, token * labels.size(), row.length));
        String rows = graph.floats("table", table, VOCABULARY, labels.size());
        String found = graph.add(Node.of("Gather", rows, "input_ids").with("axis", 0), "found");
        String last = graph.longs("axes.last", 2);
        String mask = graph.add(Node.of("Cast", "attention_mask").with("to", 1), "mask");
        String wide = graph.add(Node.of("Unsqueeze", mask, last), "mask.wide");
        return graph.add(Node.of("Mul", found, wide), "each");
    }

    private static String config(List<String> labels, String architecture) {
        return """
                {
                  "architectures": ["%s"],%s
                  "max_position_embeddings": 64,
                  "model_type": "bert"
                }
                """.formatted(architecture, EncoderFiles.labels(labels, ""));
    }

    /** Writes graph, configuration and tokenizer; {@return {@code directory}, created if it is not there} */
    public Path write(Path directory) throws IOException {
        Files.createDirectories(directory.resolve("onnx"));
        Files.write(directory.resolve("onnx/model.onnx"), graph);
        EncoderFiles.common(directory, config);
        return directory;
    }
}
