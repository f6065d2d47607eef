package dev.llmops.onnx;

import dev.llmops.api.CallControl;
import dev.llmops.api.Locality;
import dev.llmops.api.Require;
import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.api.embedding.EmbeddingModelInfo;
import dev.llmops.api.embedding.EmbeddingRequest;
import dev.llmops.api.embedding.EmbeddingRequest.Purpose;
import dev.llmops.api.embedding.EmbeddingResponse;
import dev.llmops.api.embedding.TokenEmbeddingClient;
import dev.llmops.api.embedding.TokenEmbeddings;
import dev.llmops.api.model.UnsupportedCapabilityException;
import dev.llmops.api.model.Usage;
import dev.llmops.onnx.encoder.Encoder;
import dev.llmops.onnx.encoder.EncoderDirectory;
import dev.llmops.onnx.encoder.Prompts;
import dev.llmops.onnx.encoder.SentenceSteps;
import dev.llmops.onnx.encoder.TokenizedText;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Embeds texts in this process, with a model in the layout of sentence-transformers.
 *
 * <p>What the model's makers chose is followed: the way of pooling, further layers, length one, prompts for queries and
 * documents, the longest text. A longer text is cut, without a word. {@link EmbeddingRequest#dimensions()} shortens
 * vectors, which only models trained for it (Matryoshka) bear well.
 *
 * <p>At full precision a text has the same vector alone and beside others. Dynamically quantized graphs round all texts
 * of a batch together, so that there the vector depends a little on the batch: the cosine between both may be as low as
 * 0.96. Safe for concurrent use.
 */
public final class OnnxEmbeddingClient implements EmbeddingClient, TokenEmbeddingClient, AutoCloseable {
    private final Encoder encoder;
    private final SentenceSteps steps;
    private final Prompts prompts;
    private final EmbeddingModelInfo info;

    private OnnxEmbeddingClient(Encoder encoder, SentenceSteps steps, Prompts prompts, EmbeddingModelInfo info) {
        this.encoder = encoder;
        this.steps = steps;
        this.prompts = prompts;
        this.info = info;
    }

    /**
     * {@return the model in {@code directory}}
     *
     * @throws ModelDirectoryException if a file is missing or damaged, or the files do not fit together
     */
    public static OnnxEmbeddingClient open(Path directory) {
        return builder(directory).build();
    }

    /** {@return a builder of a client for the model in {@code directory}} */
    public static Builder builder(Path directory) {
        return new Builder(directory);
    }

    @Override
    public EmbeddingResponse embed(EmbeddingRequest request, CallControl control) {
        Require.nonNull(request, "request");
        Require.nonNull(control, "control");
        if (request.dimensions() > info.dimensions()) {
            throw new UnsupportedCapabilityException(
                    info.provider() + "/" + info.model(),
                    "vectors with " + request.dimensions() + " places",
                    "Ask for at most " + info.dimensions() + ".");
        }
        List<String> texts = request.texts();
        String prompt = prompts.of(request.purpose());
        int promptTokens = prompt.isEmpty() || !steps.leavesPromptOut() ? 0 : promptTokens(prompt);
        float[][] vectors = new float[texts.size()][];
        long tokens = encoder.run(
                vectors.length,
                (tokenizer, i) -> tokenizer.tokenize(prompt + texts.get(i)),
                control,
                (i, text, output, from) -> vectors[i] =
                        steps.vector(encoder, output, from, text.length(), promptTokens, request.dimensions()));
        return new EmbeddingResponse(Arrays.asList(vectors), info.model(), usage(tokens));
    }

    /** {@return how many tokens at the beginning belong to the prompt: its own, and special ones before them} */
    private int promptTokens(String prompt) {
        TokenizedText text = encoder.tokenize(prompt);
        int count = text.length();
        while (count > 0 && text.isSpecial(count - 1)) {
            count--;
        }
        return count;
    }

    private static Usage usage(long tokens) {
        return Usage.builder(Usage.Source.PROVIDER)
                .count(Usage.Unit.INPUT_UNCACHED, tokens)
                .build();
    }

    /**
     * {@return the tokens of each text with their vectors, before pooling, in order}
     *
     * <p>For measures that compare texts token by token, such as BERTScore. No prompt is put before the texts.
     *
     * @throws UnsupportedCapabilityException if the graph only puts out vectors of whole texts
     */
    public List<TokenVectors> tokenVectors(List<String> texts, CallControl control) {
        List<String> given = List.copyOf(Require.nonNull(texts, "texts"));
        TokenVectors[] results = new TokenVectors[given.size()];
        perToken(given, control, (i, text, output, from) -> results[i] = tokenVectors(text, output, from));
        return List.of(results);
    }

    /**
     * {@return the tokens of each text with their vectors, before pooling, special ones included, in order}
     *
     * <p>No prompt is put before the texts.
     *
     * @throws UnsupportedCapabilityException if the graph only puts out vectors of whole texts
     */
    @Override
    public List<TokenEmbeddings> embedTokens(List<String> texts, CallControl control) {
        List<String> given = List.copyOf(Require.nonNull(texts, "texts"));
        TokenEmbeddings[] results = new TokenEmbeddings[given.size()];
        perToken(given, control, (i, text, output, from) -> results[i] = tokenEmbeddings(text, output, from));
        return List.of(results);
    }

    private void perToken(List<String> texts, CallControl control, Encoder.RowReader reader) {
        Require.nonNull(control, "control");
        if (!encoder.isPerToken()) {
            throw new UnsupportedCapabilityException(
                    info.provider() + "/" + info.model(),
                    "vectors of tokens",
                    "Take an export with the output last_hidden_state, and without sentence_embedding.");
        }
        encoder.run(texts.size(), (tokenizer, i) -> tokenizer.tokenize(texts.get(i)), control, reader);
    }

    private TokenEmbeddings tokenEmbeddings(TokenizedText text, FloatBuffer output, int from) {
        float[][] vectors = new float[text.length()][encoder.width()];
        BitSet special = new BitSet();
        for (int i = 0; i < vectors.length; i++) {
            output.get(from + i * encoder.width(), vectors[i]);
            special.set(i, text.isSpecial(i));
        }
        return TokenEmbeddings.of(
                IntStream.range(0, vectors.length).mapToObj(text::token).toList(), vectors, special);
    }

    private TokenVectors tokenVectors(TokenizedText text, FloatBuffer output, int from) {
        int[] content = IntStream.range(0, text.length())
                .filter(token -> !text.isSpecial(token))
                .toArray();
        float[][] vectors = new float[content.length][encoder.width()];
        for (int i = 0; i < content.length; i++) {
            output.get(from + content[i] * encoder.width(), vectors[i]);
        }
        return new TokenVectors(
                Arrays.stream(content).mapToObj(text::token).toList(),
                Arrays.stream(content).map(text::start).toArray(),
                Arrays.stream(content).map(text::end).toArray(),
                vectors);
    }

    @Override
    public EmbeddingModelInfo info() {
        return info;
    }

    /** Frees the model, once the calls under way are over; further calls do nothing. */
    @Override
    public void close() {
        encoder.close();
    }

    /** Collects what a client is like. Not safe for concurrent use. */
    public static final class Builder {
        private final Path directory;
        private final Map<Purpose, String> prompts = new EnumMap<>(Purpose.class);
        private EncoderOptions options = EncoderOptions.defaults();

        private Builder(Path directory) {
            this.directory = Require.nonNull(directory, "directory");
        }

        /** Sets how the model is opened. */
        public Builder options(EncoderOptions options) {
            this.options = Require.nonNull(options, "options");
            return this;
        }

        /** Sets what is put before texts of one purpose, instead of what the model's files say. */
        public Builder prompt(Purpose purpose, String prompt) {
            prompts.put(Require.nonNull(purpose, "purpose"), Require.nonNull(prompt, "prompt"));
            return this;
        }

        /**
         * {@return the client}
         *
         * @throws ModelDirectoryException if a file is missing or damaged, or the files do not fit together
         */
        public OnnxEmbeddingClient build() {
            EncoderDirectory files = EncoderDirectory.of(directory, options);
            SentenceSteps steps = SentenceSteps.read(directory);
            Prompts texts = Prompts.read(directory, prompts);
            int maxLength = files.maxLength(options);
            Encoder encoder = Encoder.open(files, options, maxLength, steps.outputs());
            try {
                int size = steps.size(directory, encoder);
                EmbeddingModelInfo info = new EmbeddingModelInfo("onnx", files.name(), Locality.LOCAL, size, maxLength);
                return new OnnxEmbeddingClient(encoder, steps, texts, info);
            } catch (RuntimeException | Error e) {
                encoder.close();
                throw e;
            }
        }
    }
}
