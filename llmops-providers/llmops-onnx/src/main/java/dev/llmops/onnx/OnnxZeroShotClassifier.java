package dev.llmops.onnx;

import dev.llmops.api.CallControl;
import dev.llmops.api.Require;
import dev.llmops.api.text.TextClassifier;
import dev.llmops.api.text.TextLabel;
import dev.llmops.onnx.encoder.Scores;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sorts texts into classes that the caller names, without training: each class is put as a hypothesis to a model of
 * natural language inference.
 *
 * <p>Source: Yin et al., "Benchmarking zero-shot text classification", and the pipeline of transformers. Safe for
 * concurrent use.
 */
public final class OnnxZeroShotClassifier implements AutoCloseable {
    private final OnnxEntailment entailment;
    private final String hypothesis;
    private final boolean independent;

    private OnnxZeroShotClassifier(OnnxEntailment entailment, Builder builder) {
        this.entailment = entailment;
        this.hypothesis = builder.hypothesis;
        this.independent = builder.independent;
    }

    /**
     * {@return a classifier with the model in {@code directory}, whose classes exclude each other}
     *
     * @throws ModelDirectoryException if a file is missing or damaged, the files do not fit together, or no class of
     *     the model is called entailment
     */
    public static OnnxZeroShotClassifier open(Path directory) {
        return builder(directory).build();
    }

    /** {@return a builder of a classifier with the model in {@code directory}} */
    public static Builder builder(Path directory) {
        return new Builder(directory);
    }

    /**
     * {@return the classes of {@code text}, most certain first}
     *
     * @param text the text
     * @param labels the classes to choose from; at least one
     * @param control the call this belongs to
     */
    public List<TextLabel> classify(String text, List<String> labels, CallControl control) {
        Require.nonNull(text, "text");
        List<String> given = List.copyOf(Require.nonNull(labels, "labels"));
        Require.that(!given.isEmpty(), "labels", "labels must not be empty");
        given.forEach(label -> Require.nonBlank(label, "labels"));
        List<String> hypotheses =
                given.stream().map(label -> hypothesis.replace("{}", label)).toList();
        double[] scores = scores(entailment.logits(text, hypotheses, control));
        return IntStream.range(0, scores.length)
                .mapToObj(i -> new TextLabel(given.get(i), scores[i]))
                .sorted(Comparator.comparingDouble(TextLabel::score).reversed())
                .toList();
    }

    private double[] scores(float[][] logits) {
        int yes = entailment.entailment();
        int no = entailment.contradiction();
        if (independent || logits.length == 1) {
            return IntStream.range(0, logits.length)
                    .mapToDouble(i -> Scores.softmax(logits[i][yes], logits[i][no])[0])
                    .toArray();
        }
        float[] entailed = new float[logits.length];
        for (int i = 0; i < entailed.length; i++) {
            entailed[i] = logits[i][yes];
        }
        return Scores.softmax(entailed);
    }

    /** {@return this classifier for the given classes; closing this one closes it} */
    public TextClassifier withLabels(List<String> labels) {
        List<String> given = List.copyOf(Require.nonNull(labels, "labels"));
        Require.that(!given.isEmpty(), "labels", "labels must not be empty");
        return (text, control) -> classify(text, given, control);
    }

    /** Frees the model, once the calls under way are over; further calls do nothing. */
    @Override
    public void close() {
        entailment.close();
    }

    /** Collects what a classifier is like. Not safe for concurrent use. */
    public static final class Builder {
        private final Path directory;
        private EncoderOptions options = EncoderOptions.defaults();
        private String hypothesis = "This example is {}.";
        private boolean independent;

        private Builder(Path directory) {
            this.directory = Require.nonNull(directory, "directory");
        }

        /** Sets how the model is opened. */
        public Builder options(EncoderOptions options) {
            this.options = Require.nonNull(options, "options");
            return this;
        }

        /** Sets how a class is put as a hypothesis, where <code>{}</code> stands for its name. */
        public Builder hypothesis(String hypothesis) {
            Require.nonBlank(hypothesis, "hypothesis");
            Require.that(hypothesis.contains("{}"), "hypothesis", "hypothesis must contain {} for the label");
            this.hypothesis = hypothesis;
            return this;
        }

        /** Judges each class by itself, so that several may hold or none. */
        public Builder independentLabels() {
            this.independent = true;
            return this;
        }

        /**
         * {@return the classifier}
         *
         * @throws ModelDirectoryException if a file is missing or damaged, the files do not fit together, or no class
         *     of the model is called entailment
         */
        public OnnxZeroShotClassifier build() {
            return new OnnxZeroShotClassifier(OnnxEntailment.open(directory, options), this);
        }
    }
}
