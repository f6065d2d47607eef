package dev.llmops.onnx.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A decoder of the Llama and Qwen2 kind with random weights, written as a directory that people could have downloaded.
 *
 * <p>Models of the same shape and seed have the same weights, whatever else differs. Immutable.
 *
 * <pre>{@code
 * DecoderModel model = DecoderModel.builder(DecoderShape.tiny()).precision(Precision.Q4).build();
 * Path directory = model.write(Files.createTempDirectory("tiny"));
 * }</pre>
 */
public final class DecoderModel {
    private final Builder options;

    private DecoderModel(Builder options) {
        this.options = options;
    }

    /** {@return a builder of a model; it begins with full precision, grouped attention and seed 1} */
    public static Builder builder(DecoderShape shape) {
        return new Builder(shape);
    }

    /** {@return the measures of the model} */
    public DecoderShape shape() {
        return options.shape;
    }

    /** {@return where {@link #write} puts the graph, below the directory} */
    public String graphFile() {
        String suffix = options.precision == Precision.Q4 ? "_q4" : "";
        return options.layout == Layout.GENAI ? "model.onnx" : "onnx/model" + suffix + ".onnx";
    }

    /**
     * Writes graph, weights, configuration, tokenizer and chat template.
     *
     * @return {@code directory}, which is created if it is not there; other files in it stay
     */
    public Path write(Path directory) throws IOException {
        Path graph = directory.resolve(graphFile());
        Files.createDirectories(directory);
        Files.createDirectories(directory.resolve(graph).getParent());
        try (WeightFile weights = WeightFile.create(graph.resolveSibling(graph.getFileName() + "_data"))) {
            Files.write(graph, new DecoderGraph(options, weights).model());
        }
        new DecoderFiles(options).write(directory);
        return directory;
    }

    /** {@return the same model in plain Java, which shares no code with the graph; for small shapes only} */
    public ReferenceDecoder reference() {
        return new ReferenceDecoder(options, null);
    }

    /**
     * Writes an adapter with random weights for a model with {@link Builder#loraInputs}.
     *
     * @param file where to
     * @param adapter what it is
     */
    public void writeAdapter(Path file, LoraAdapter adapter) throws IOException {
        Files.write(file, new AdapterFile(adapter.tensors(options.shape)).bytes());
    }

    /** {@return the same model in plain Java, changed by {@code adapter}} */
    public ReferenceDecoder reference(LoraAdapter adapter) {
        return new ReferenceDecoder(options, adapter);
    }

    /** Collects what a model is like. Not safe for concurrent use. */
    public static final class Builder {
        final DecoderShape shape;
        long seed = 1;
        Precision precision = Precision.FP32;
        Layout layout = Layout.HUGGING_FACE;
        int block = 32;
        int accuracyLevel = -1;
        boolean plainAttention;
        boolean packedQkv;
        boolean qkvBias;
        boolean quantizedEmbedding;
        boolean logitsToKeep;
        boolean positionIds;
        boolean lora;

        private Builder(DecoderShape shape) {
            this.shape = shape;
        }

        private Builder(Builder other) {
            this.shape = other.shape;
            this.seed = other.seed;
            this.precision = other.precision;
            this.layout = other.layout;
            this.block = other.block;
            this.accuracyLevel = other.accuracyLevel;
            this.plainAttention = other.plainAttention;
            this.packedQkv = other.packedQkv;
            this.qkvBias = other.qkvBias;
            this.quantizedEmbedding = other.quantizedEmbedding;
            this.logitsToKeep = other.logitsToKeep;
            this.positionIds = other.positionIds || other.plainAttention;
            this.lora = other.lora;
        }

        /** Sets what the weights are drawn from. */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /** Sets how matrices are stored. */
        public Builder precision(Precision precision) {
            this.precision = precision;
            return this;
        }

        /** Sets which files are written; Hugging Face's unless said otherwise. */
        public Builder layout(Layout layout) {
            this.layout = layout;
            return this;
        }

        /** Sets how many weights share a scale, for matrices of four bits: 32 unless said otherwise, or 128. */
        public Builder block(int block) {
            this.block = block;
            return this;
        }

        /** Sets the attribute of the same name, for matrices of four bits; left out unless this is called. */
        public Builder accuracyLevel(int level) {
            this.accuracyLevel = level;
            return this;
        }

        /** Writes attention with standard operations and a joined cache; {@code position_ids} become an input. */
        public Builder plainAttention() {
            this.plainAttention = true;
            return this;
        }

        /** Writes queries, keys and values as one matrix. */
        public Builder packedQkv() {
            this.packedQkv = true;
            return this;
        }

        /** Adds a bias to queries, keys and values, as Qwen2 does. */
        public Builder qkvBias() {
            this.qkvBias = true;
            return this;
        }

        /** Stores the embedding in four bits too, as one with the last matrix if they are tied. */
        public Builder quantizedEmbedding() {
            this.quantizedEmbedding = true;
            return this;
        }

        /** Gives the graph the input {@code num_logits_to_keep}, of which 0 means all. */
        public Builder logitsToKeep() {
            this.logitsToKeep = true;
            return this;
        }

        /**
         * Gives the graph the input {@code position_ids}.
         *
         * <p>Queries and keys are turned outside attention then, unless they are packed.
         */
        public Builder positionIds() {
            this.positionIds = true;
            return this;
        }

        /** Gives the graph inputs for a low-rank change of the queries; without an adapter nothing changes. */
        public Builder loraInputs() {
            this.lora = true;
            return this;
        }

        /** {@return the model} */
        public DecoderModel build() {
            if ((plainAttention || lora) && packedQkv) {
                throw new IllegalArgumentException("Plain attention and adapters take queries and keys apart.");
            }
            return new DecoderModel(new Builder(this));
        }
    }
}
