package dev.llmops.onnx;

import dev.llmops.api.CallControl;
import dev.llmops.api.Locality;
import dev.llmops.api.Require;
import dev.llmops.api.embedding.Reranker;
import dev.llmops.onnx.encoder.Encoder;
import dev.llmops.onnx.encoder.EncoderDirectory;
import dev.llmops.onnx.encoder.Scores;
import dev.llmops.onnx.encoder.WantedOutput;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Judges texts against a query with a cross-encoder, in this process.
 *
 * <p>Query and text are read together; if they are too long together, the longer one is cut. Texts are put in order by
 * what the model puts out, which is also right where scores are so near to one that they are equal. Safe for concurrent
 * use.
 */
public final class OnnxReranker implements Reranker, AutoCloseable {
    private final Encoder encoder;
    private final boolean raw;

    private OnnxReranker(Encoder encoder, boolean raw) {
        this.encoder = encoder;
        this.raw = raw;
    }

    /**
     * {@return the model in {@code directory}, with scores as its files say: in [0, 1] unless they say otherwise}
     *
     * @throws ModelDirectoryException if a file is missing or damaged, or the files do not fit together
     */
    public static OnnxReranker open(Path directory) {
        return builder(directory).build();
    }

    /** {@return a builder of a reranker with the model in {@code directory}} */
    public static Builder builder(Path directory) {
        return new Builder(directory);
    }

    @Override
    public List<Ranked> rerank(String query, List<String> texts, CallControl control) {
        Require.nonNull(query, "query");
        List<String> given = List.copyOf(Require.nonNull(texts, "texts"));
        Require.nonNull(control, "control");
        float[] logits = new float[given.size()];
        String asked = given.isEmpty() ? query : encoder.shortened(query);
        encoder.run(
                logits.length,
                (tokenizer, i) -> tokenizer.tokenize(asked, given.get(i)),
                control,
                (i, text, output, from) -> logits[i] = output.get(from));
        return IntStream.range(0, logits.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -logits[i]))
                .map(i -> new Ranked(i, raw ? logits[i] : Scores.sigmoid(logits[i])))
                .toList();
    }

    @Override
    public Locality locality() {
        return Locality.LOCAL;
    }

    /** Frees the model, once the calls under way are over; further calls do nothing. */
    @Override
    public void close() {
        encoder.close();
    }

    /** Collects what a reranker is like. Not safe for concurrent use. */
    public static final class Builder {
        private final Path directory;
        private EncoderOptions options = EncoderOptions.defaults();
        private boolean raw;

        private Builder(Path directory) {
            this.directory = Require.nonNull(directory, "directory");
        }

        /** Sets how the model is opened. */
        public Builder options(EncoderOptions options) {
            this.options = Require.nonNull(options, "options");
            return this;
        }

        /** Gives scores as the model puts them out, of any size, instead of bringing them into [0, 1]. */
        public Builder rawScores() {
            this.raw = true;
            return this;
        }

        /**
         * {@return the reranker}
         *
         * @throws ModelDirectoryException if a file is missing or damaged, or the files do not fit together
         */
        public OnnxReranker build() {
            EncoderDirectory files = EncoderDirectory.of(directory, options);
            Encoder encoder = Encoder.open(files, options, files.maxLength(options), List.of(WantedOutput.TEXT_LOGITS));
            if (encoder.width() != 1) {
                int width = encoder.width();
                encoder.close();
                throw new ModelDirectoryException(
                        files.graph(),
                        "It puts out " + width + " logits for a pair, where a cross-encoder puts out one.",
                        "Take a cross-encoder, or open it with OnnxTextClassifier or OnnxEntailment.");
            }
            String activation = files.config()
                    .path("sentence_transformers")
                    .path("activation_fn")
                    .asText();
            String older =
                    files.config().path("sbert_ce_default_activation_function").asText();
            boolean declaredRaw = activation.endsWith("Identity") || older.endsWith("Identity");
            return new OnnxReranker(encoder, raw || declaredRaw);
        }
    }
}
