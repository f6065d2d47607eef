package dev.llmops.onnx;

import dev.llmops.api.CallControl;
import dev.llmops.api.Require;
import dev.llmops.api.text.Entity;
import dev.llmops.api.text.EntityRecognizer;
import dev.llmops.onnx.encoder.Encoder;
import dev.llmops.onnx.encoder.EncoderDirectory;
import dev.llmops.onnx.encoder.EntityWords;
import dev.llmops.onnx.encoder.EntityWords.Found;
import dev.llmops.onnx.encoder.Labels;
import dev.llmops.onnx.encoder.Scores;
import dev.llmops.onnx.encoder.TokenizedText;
import dev.llmops.onnx.encoder.WantedOutput;
import dev.llmops.onnx.encoder.Windows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Finds what a text names with a model that labels tokens, in this process.
 *
 * <p>Labels of the schemes IOB, IOBES and BILOU are understood. A text longer than the model takes is read in parts
 * that overlap. The types {@code PER, ORG, LOC} become {@code PERSON, ORGANIZATION, LOCATION}; others are the model's,
 * in upper case. Safe for concurrent use.
 */
public final class OnnxEntityRecognizer implements EntityRecognizer, AutoCloseable {
    private final Encoder encoder;
    private final EntityWords words;
    private final int maxLength;
    private final Map<String, String> types;
    private final double minScore;

    private OnnxEntityRecognizer(Encoder encoder, EntityWords words, int maxLength, Builder builder) {
        this.encoder = encoder;
        this.words = words;
        this.maxLength = maxLength;
        this.types = Map.copyOf(builder.types);
        this.minScore = builder.minScore;
    }

    /**
     * {@return the model in {@code directory}}
     *
     * @throws ModelDirectoryException if a file is missing or damaged, or the files do not fit together
     */
    public static OnnxEntityRecognizer open(Path directory) {
        return builder(directory).build();
    }

    /** {@return a builder of a recognizer with the model in {@code directory}} */
    public static Builder builder(Path directory) {
        return new Builder(directory);
    }

    @Override
    public List<Entity> recognize(String text, CallControl control) {
        Require.nonNull(text, "text");
        Require.nonNull(control, "control");
        TokenizedText tokens = encoder.tokenize(text);
        List<Entity> entities = new ArrayList<>();
        for (Found found : words.find(tokens, scores(tokens, control))) {
            int start = found.start();
            int end = found.end();
            while (start < end && Character.isWhitespace(text.charAt(start))) {
                start++;
            }
            while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
                end--;
            }
            if (end > start && found.score() >= minScore) {
                String named = text.substring(start, end);
                entities.add(new Entity(type(found.type()), named, named, start, end, Math.min(1, found.score())));
            }
        }
        return List.copyOf(entities);
    }

    private double[][] scores(TokenizedText text, CallControl control) {
        Windows windows = Windows.of(text, maxLength, maxLength / 4);
        List<TokenizedText> parts = windows.parts();
        float[][] logits = new float[parts.size()][];
        encoder.run(parts.size(), (tokenizer, part) -> parts.get(part), control, (part, tokens, output, from) -> {
            logits[part] = new float[tokens.length() * encoder.width()];
            output.get(from, logits[part]);
        });
        double[][] scores = new double[windows.length()][];
        float[] row = new float[encoder.width()];
        for (int token = 0; token < scores.length; token++) {
            System.arraycopy(logits[windows.owner(token)], windows.place(token) * row.length, row, 0, row.length);
            scores[token] = Scores.softmax(row);
        }
        return scores;
    }

    private String type(String label) {
        String upper = label.toUpperCase(Locale.ROOT);
        return types.getOrDefault(upper, upper);
    }

    /** Frees the model, once the calls under way are over; further calls do nothing. */
    @Override
    public void close() {
        encoder.close();
    }

    /** Collects what a recognizer is like. Not safe for concurrent use. */
    public static final class Builder {
        private final Path directory;
        private final Map<String, String> types =
                new HashMap<>(Map.of("PER", "PERSON", "ORG", "ORGANIZATION", "LOC", "LOCATION"));
        private EncoderOptions options = EncoderOptions.defaults();
        private EntityAggregation aggregation = EntityAggregation.FIRST;
        private double minScore;

        private Builder(Path directory) {
            this.directory = Require.nonNull(directory, "directory");
        }

        /** Sets how the model is opened. */
        public Builder options(EncoderOptions options) {
            this.options = Require.nonNull(options, "options");
            return this;
        }

        /** Sets how words are made of pieces; by their first piece unless this is called. */
        public Builder aggregation(EntityAggregation aggregation) {
            this.aggregation = Require.nonNull(aggregation, "aggregation");
            return this;
        }

        /** Gives a type of the model, in any case, another name. */
        public Builder type(String label, String type) {
            types.put(Require.nonBlank(label, "label").toUpperCase(Locale.ROOT), Require.nonBlank(type, "type"));
            return this;
        }

        /** Leaves out what the model is less sure of, in [0, 1]. */
        public Builder minScore(double minScore) {
            this.minScore = Require.inRange(minScore, 0, 1, "minScore");
            return this;
        }

        /**
         * {@return the recognizer}
         *
         * @throws ModelDirectoryException if a file is missing or damaged, or the files do not fit together
         */
        public OnnxEntityRecognizer build() {
            EncoderDirectory files = EncoderDirectory.of(directory, options);
            Encoder encoder = Encoder.open(files, options, 0, List.of(WantedOutput.TOKEN_LOGITS));
            try {
                EntityWords words = new EntityWords(Labels.read(files, encoder.width()), aggregation);
                return new OnnxEntityRecognizer(encoder, words, files.maxLength(options), this);
            } catch (RuntimeException | Error e) {
                encoder.close();
                throw e;
            }
        }
    }
}
