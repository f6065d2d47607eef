package dev.llmops.onnx;

import dev.llmops.api.CallControl;
import dev.llmops.api.Require;
import dev.llmops.api.text.TextClassifier;
import dev.llmops.api.text.TextLabel;
import dev.llmops.onnx.encoder.Encoder;
import dev.llmops.onnx.encoder.EncoderDirectory;
import dev.llmops.onnx.encoder.Labels;
import dev.llmops.onnx.encoder.Scores;
import dev.llmops.onnx.encoder.WantedOutput;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sorts texts into the classes that a model was trained for, in this process.
 *
 * <p>The scores of classes that exclude each other add up to one (softmax); those of a model with
 * {@code "problem_type": "multi_label_classification"}, or with one class only, stand for themselves (sigmoid). A text
 * longer than the model takes is cut, without a word: what stands at its end does not count. Safe for concurrent use.
 */
public final class OnnxTextClassifier implements TextClassifier, AutoCloseable {
    private final Encoder encoder;
    private final Labels labels;
    private final boolean independent;

    private OnnxTextClassifier(Encoder encoder, Labels labels, boolean independent) {
        this.encoder = encoder;
        this.labels = labels;
        this.independent = independent;
    }

    /**
     * {@return the model in {@code directory}}
     *
     * @throws ModelDirectoryException if a file is missing or damaged, or the files do not fit together
     */
    public static OnnxTextClassifier open(Path directory) {
        return open(directory, EncoderOptions.defaults());
    }

    /**
     * {@return the model in {@code directory}, opened as {@code options} say}
     *
     * @throws ModelDirectoryException if a file is missing or damaged, or the files do not fit together
     */
    public static OnnxTextClassifier open(Path directory, EncoderOptions options) {
        EncoderDirectory files = EncoderDirectory.of(directory, options);
        Encoder encoder = Encoder.open(files, options, files.maxLength(options), List.of(WantedOutput.TEXT_LOGITS));
        try {
            String type = files.config().path("problem_type").asText();
            boolean independent = encoder.width() == 1 || type.equals("multi_label_classification");
            return new OnnxTextClassifier(encoder, Labels.read(files, encoder.width()), independent);
        } catch (RuntimeException | Error e) {
            encoder.close();
            throw e;
        }
    }

    @Override
    public List<TextLabel> classify(String text, CallControl control) {
        return classify(List.of(Require.nonNull(text, "text")), control).get(0);
    }

    /** {@return the classes of each text, most certain first, in the order of the texts} */
    public List<List<TextLabel>> classify(List<String> texts, CallControl control) {
        List<String> given = List.copyOf(Require.nonNull(texts, "texts"));
        Require.nonNull(control, "control");
        float[][] logits = new float[given.size()][encoder.width()];
        encoder.run(
                logits.length,
                (tokenizer, i) -> tokenizer.tokenize(given.get(i)),
                control,
                (i, text, output, from) -> output.get(from, logits[i]));
        return Arrays.stream(logits).map(this::labels).toList();
    }

    private List<TextLabel> labels(float[] logits) {
        double[] scores = independent
                ? IntStream.range(0, logits.length)
                        .mapToDouble(i -> Scores.sigmoid(logits[i]))
                        .toArray()
                : Scores.softmax(logits);
        return IntStream.range(0, scores.length)
                .mapToObj(i -> new TextLabel(labels.names().get(i), scores[i]))
                .sorted(Comparator.comparingDouble(TextLabel::score).reversed())
                .toList();
    }

    /** {@return the names of the classes, in the model's order} */
    public List<String> labels() {
        return labels.names();
    }

    /** Frees the model, once the calls under way are over; further calls do nothing. */
    @Override
    public void close() {
        encoder.close();
    }
}
