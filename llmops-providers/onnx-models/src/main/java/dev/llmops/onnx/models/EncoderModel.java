package dev.llmops.onnx.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An encoder of the BERT kind with random weights, written as a directory that people could have downloaded.
 *
 * <p>Models of the same shape and seed have the same weights, whatever else differs. Immutable.
 */
public final class EncoderModel {
    private final Builder options;

    private EncoderModel(Builder options) {
        this.options = options;
    }

    /** {@return a builder of a model; it begins with token vectors, token types and seed 1} */
    public static Builder builder(EncoderShape shape) {
        return new Builder(shape);
    }

    /** {@return the measures of the model} */
    public EncoderShape shape() {
        return options.shape;
    }

    /** Writes graph, configuration and tokenizer; {@return {@code directory}, created if it is not there} */
    public Path write(Path directory) throws IOException {
        Files.createDirectories(directory.resolve("onnx"));
        Files.write(directory.resolve("onnx/model.onnx"), new EncoderGraph(options).model());
        new EncoderFiles(options).write(directory);
        return directory;
    }

    /** {@return the same model in plain Java, which shares no code with the graph; for small shapes only} */
    public ReferenceEncoder reference() {
        return new ReferenceEncoder(options);
    }

    /** What a model puts out. */
    enum Task {
        VECTORS,
        TEXT_CLASSES,
        TOKEN_CLASSES
    }

    /** Collects what a model is like. Not safe for concurrent use. */
    public static final class Builder {
        final EncoderShape shape;
        long seed = 1;
        Task task = Task.VECTORS;
        List<String> labels = List.of();
        String problemType = "";
        boolean tokenTypes = true;
        boolean pooled;
        boolean half;

        @Nullable SentenceLayout sentence;

        private Builder(EncoderShape shape) {
            this.shape = shape;
        }

        private Builder(Builder other) {
            this.shape = other.shape;
            this.seed = other.seed;
            this.task = other.task;
            this.labels = other.labels;
            this.problemType = other.problemType;
            this.tokenTypes = other.tokenTypes;
            this.pooled = other.pooled;
            this.half = other.half;
            this.sentence = other.sentence;
        }

        /** Sets what the weights are drawn from. */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /** Makes it put out a logit for each label of a text. */
        public Builder textClasses(String... labels) {
            this.task = Task.TEXT_CLASSES;
            this.labels = List.of(labels);
            return this;
        }

        /** Makes it put out a logit for each label of each token. */
        public Builder tokenClasses(String... labels) {
            this.task = Task.TOKEN_CLASSES;
            this.labels = List.of(labels);
            return this;
        }

        /** Sets {@code problem_type}, such as {@code multi_label_classification}; left out unless this is called. */
        public Builder problemType(String type) {
            this.problemType = type;
            return this;
        }

        /** Leaves {@code token_type_ids} out, as RoBERTa does. */
        public Builder withoutTokenTypes() {
            this.tokenTypes = false;
            return this;
        }

        /** Adds the outputs {@code pooler_output} and {@code sentence_embedding}. */
        public Builder pooled() {
            this.pooled = true;
            return this;
        }

        /** Makes the main output one of floats of 16 bits. */
        public Builder halfOutput() {
            this.half = true;
            return this;
        }

        /** Adds the files of a sentence-transformers directory. */
        public Builder sentence(SentenceLayout sentence) {
            this.sentence = sentence;
            return this;
        }

        /** {@return the model} */
        public EncoderModel build() {
            return new EncoderModel(new Builder(this));
        }
    }
}
