package dev.llmops.onnx;

import dev.llmops.api.LlmException;
import dev.llmops.api.Locality;
import dev.llmops.api.Require;
import dev.llmops.api.model.Capability;
import dev.llmops.api.model.LogLikelihood;
import dev.llmops.api.model.ModelInfo;
import dev.llmops.api.model.TokenCounter;
import dev.llmops.onnx.chat.ChatPrompt;
import dev.llmops.onnx.engine.Engine;
import dev.llmops.onnx.engine.EngineOptions;
import dev.llmops.onnx.files.DecoderDirectory;
import dev.llmops.onnx.grammar.TokenVocabulary;
import dev.llmops.onnx.output.ModelFamily;
import dev.llmops.onnx.output.OutputFormat;
import dev.llmops.onnx.tokens.ModelTokenizer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A language model that is loaded into this process.
 *
 * <p>Takes a directory as it is downloaded: that of transformers.js and onnx-community, where graphs lie in a folder
 * {@code onnx}, or that of onnxruntime-genai. Nothing is ever fetched. One model serves any number of clients and
 * threads at once: their requests share its memory and are computed together.
 *
 * <p>Safe for concurrent use. Holds memory outside of the heap until it is closed; keys and values of running requests
 * count against {@code -XX:MaxDirectMemorySize}, which is that of the heap if it is not set.
 *
 * <pre>{@code
 * try (OnnxModel model = OnnxModel.builder(Path.of("models/qwen2.5-0.5b-instruct")).variants(Variant.Q4).open()) {
 *     ModelClient careful = model.client();
 *     ModelClient playful = model.client(OnnxOptions.builder().minP(0.05).build());
 * }
 * }</pre>
 */
public final class OnnxModel implements AutoCloseable {
    private final DecoderDirectory directory;
    private final Engine engine;
    private final ModelTokenizer tokenizer;
    private final ChatPrompt prompt;
    private final OutputFormat format;
    private final Set<Integer> renderedTokens;
    private final ModelInfo info;
    private final int contextLength;
    private final RandomGenerator seeds;
    private @Nullable TokenVocabulary vocabulary;
    private volatile boolean closed;

    private OnnxModel(Builder builder) {
        this.directory = DecoderDirectory.read(builder.directory, builder.variants);
        this.contextLength = builder.contextLength == 0
                ? directory.config().contextLength()
                : Math.min(builder.contextLength, directory.config().contextLength());
        this.seeds = builder.seeds;
        // The tokenizer first: it is quick, and most of what can be wrong with a directory shows there.
        ModelTokenizer opened = ModelTokenizer.open(directory.tokenizer());
        try {
            this.format = OutputFormat.of(ModelFamily.detect(
                    directory.templates().standard().orElse(""),
                    directory.config().modelType(),
                    opened.table().addedTexts()));
            this.renderedTokens = opened.table().specialTokens(format.markers());
            this.prompt = ChatPrompt.of(directory, opened);
            this.info = ModelInfo.builder(OnnxModelClient.PROVIDER, directory.name())
                    .locality(Locality.LOCAL)
                    .contextWindow(contextLength)
                    .capabilities(capabilities(prompt))
                    .priceClass(ModelInfo.PriceClass.FREE)
                    .build();
            this.engine = Engine.start(
                    directory,
                    builder.compute,
                    builder.engineOptions(contextLength),
                    builder.precision.level(),
                    builder.adapter,
                    opened.table().size(),
                    System::nanoTime);
        } catch (RuntimeException | Error e) {
            opened.close();
            throw e;
        }
        this.tokenizer = opened;
    }

    private static Set<Capability> capabilities(ChatPrompt prompt) {
        Set<Capability> capabilities = EnumSet.of(
                Capability.STREAMING,
                Capability.JSON,
                Capability.JSON_SCHEMA,
                Capability.LOGPROBS,
                Capability.SEED,
                Capability.PROMPT_CACHING);
        if (prompt.takesTools()) {
            capabilities.add(Capability.TOOLS);
            capabilities.add(Capability.PARALLEL_TOOLS);
        }
        if (prompt.takesThinking()) {
            capabilities.add(Capability.REASONING);
        }
        return capabilities;
    }

    /**
     * {@return the model in {@code directory}, with the defaults}
     *
     * @throws ModelDirectoryException if something is missing, damaged or not supported
     */
    public static OnnxModel open(Path directory) {
        return builder(directory).open();
    }

    /** {@return a builder of the model in {@code directory}} */
    public static Builder builder(Path directory) {
        return new Builder(directory);
    }

    /** {@return a client of this model; closing it does not close the model} */
    public OnnxModelClient client() {
        return client(OnnxOptions.none());
    }

    /** {@return a client whose requests have these options, unless they bring their own} */
    public OnnxModelClient client(OnnxOptions defaults) {
        return new OnnxModelClient(this, Require.nonNull(defaults, "defaults"), false);
    }

    /** {@return a judge of how likely the model finds given texts} */
    public LogLikelihood logLikelihood() {
        return new OnnxLogLikelihood(this);
    }

    /** {@return a counter of the tokens that the model makes of a text} */
    public TokenCounter tokenCounter() {
        return text -> new TokenCounter.Count(
                tokenizer.encodePlain(Require.nonNull(text, "text").toString()).length, false);
    }

    /** {@return what is known about the model} */
    public ModelInfo info() {
        return info;
    }

    /** Fails if the model is closed. */
    void requireOpen() {
        if (closed) {
            throw new LlmException("This model is closed. Open it again, and close it when nobody uses it.");
        }
    }

    DecoderDirectory directory() {
        return directory;
    }

    Engine engine() {
        return engine;
    }

    ModelTokenizer tokenizer() {
        return tokenizer;
    }

    ChatPrompt prompt() {
        return prompt;
    }

    /** {@return how the model writes reasoning and calls of tools} */
    OutputFormat format() {
        return format;
    }

    /** {@return the special tokens that stand for marks of that, and must appear in the text} */
    Set<Integer> renderedTokens() {
        return renderedTokens;
    }

    int contextLength() {
        return contextLength;
    }

    RandomGenerator seeds() {
        return seeds;
    }

    /** {@return the tokens that end an answer} */
    int[] endTokens() {
        return directory.config().endTokens().stream()
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** {@return the vocabulary as grammars need it; sorted when it is first asked for} */
    synchronized TokenVocabulary vocabulary() {
        TokenVocabulary sorted = vocabulary;
        if (sorted == null) {
            Map<Integer, String> marks = new LinkedHashMap<>();
            renderedTokens.forEach(token -> marks.put(token, tokenizer.table().text(token)));
            sorted = TokenVocabulary.of(tokenizer.table(), directory.config().endTokens(), marks);
            vocabulary = sorted;
        }
        return sorted;
    }

    /** Ends all requests and frees the model. Further calls do nothing. */
    @Override
    public void close() {
        closed = true;
        engine.close();
        tokenizer.close();
    }

    /** Shows name and graph. */
    @Override
    public String toString() {
        return "OnnxModel[" + directory.name() + ", " + directory.graph().getFileName() + "]";
    }

    /** How exact the products of 4-bit weights are. */
    public enum Precision {
        /** Activations are rounded to 8 bits: faster, and what other engines do as well. */
        FAST(4),
        /** Activations keep 32 bits. */
        EXACT(1),
        /** What the graph says, which mostly is nothing, and then 32 bits. */
        AS_EXPORTED(0);

        private final int level;

        Precision(int level) {
            this.level = level;
        }

        int level() {
            return level;
        }
    }

    /** Collects how a model is loaded. Not safe for concurrent use. */
    public static final class Builder {
        private static final int CHUNK = 128;

        private final Path directory;
        private List<Variant> variants = Variant.preference();
        private ComputeOptions compute = ComputeOptions.defaults();
        private Precision precision = Precision.FAST;
        private @Nullable Path adapter;
        private int contextLength;
        private int maxConcurrent = 8;
        private int maxWaiting = 64;
        private int promptChunk = CHUNK;
        private long cacheBytes = Runtime.getRuntime().maxMemory() / 2;
        private long prefixBytes = Math.min(Runtime.getRuntime().maxMemory() / 8, 512L << 20);
        private int speculation = 3;
        private RandomGenerator seeds = new SecureRandom();

        private Builder(Path directory) {
            this.directory = Require.nonNull(directory, "directory");
        }

        /** Sets which variants to look for, best first; the default is {@link Variant#preference()}. */
        public Builder variants(Variant first, Variant... more) {
            List<Variant> wanted = new ArrayList<>(List.of(first));
            wanted.addAll(List.of(more));
            this.variants = List.copyOf(wanted);
            return this;
        }

        /** Sets with what the model is computed. */
        public Builder compute(ComputeOptions compute) {
            this.compute = Require.nonNull(compute, "compute");
            return this;
        }

        /** Sets how exact the products of 4-bit weights are; the default is {@link Precision#FAST}. */
        public Builder precision(Precision precision) {
            this.precision = Require.nonNull(precision, "precision");
            return this;
        }

        /**
         * Adds an adapter to the weights, for graphs that were exported with inputs for one.
         *
         * @param file the adapter in ONNX Runtime's form, {@code .onnx_adapter}
         */
        public Builder adapter(Path file) {
            this.adapter = Require.nonNull(file, "file");
            return this;
        }

        /** Sets how many tokens request and answer may have together, if less than the model can do; at least 16. */
        public Builder contextLength(int tokens) {
            this.contextLength = Require.inRange(tokens, 16, Integer.MAX_VALUE, "tokens");
            return this;
        }

        /** Sets how many requests are computed at once, in [1, 256]; the default is 8. */
        public Builder maxConcurrent(int requests) {
            this.maxConcurrent = Require.inRange(requests, 1, 256, "requests");
            return this;
        }

        /** Sets how many requests may wait before more are refused; the default is 64. */
        public Builder maxWaiting(int requests) {
            this.maxWaiting = Require.inRange(requests, 1, 1 << 20, "requests");
            return this;
        }

        /**
         * Sets how many tokens of a prompt are read in one run, in [1, 65536]; the default is 128. A longer one is read
         * piece by piece, so that others need not wait; smaller pieces are less efficient.
         */
        public Builder promptChunk(int tokens) {
            this.promptChunk = Require.inRange(tokens, 1, 1 << 16, "tokens");
            return this;
        }

        /** Sets how many bytes keys and values of running requests may take; the default is half the heap's limit. */
        public Builder cacheMemory(long bytes) {
            Require.that(bytes > 0, "bytes", "bytes must be positive, was " + bytes);
            this.cacheBytes = bytes;
            return this;
        }

        /**
         * Sets how many bytes may be kept of earlier requests, for those that begin alike; 0 keeps nothing. The default
         * is an eighth of the heap's limit, at most 512 MB.
         */
        public Builder prefixMemory(long bytes) {
            Require.that(bytes >= 0, "bytes", "bytes must not be negative, was " + bytes);
            this.prefixBytes = bytes;
            return this;
        }

        /**
         * Sets how many tokens are guessed ahead from what was said before, while a request is alone, in [0, 16]; the
         * default is 3. Guesses are checked: they change the speed, not the answer.
         */
        public Builder speculation(int tokens) {
            this.speculation = Require.inRange(tokens, 0, 16, "tokens");
            return this;
        }

        /** Sets where seeds come from when a request has none; it must be safe for concurrent use. */
        public Builder seeds(RandomGenerator seeds) {
            this.seeds = Require.nonNull(seeds, "seeds");
            return this;
        }

        private EngineOptions engineOptions(int context) {
            return new EngineOptions(
                    maxConcurrent, maxWaiting, promptChunk, context, cacheBytes, prefixBytes, speculation);
        }

        /**
         * {@return the model, loaded}
         *
         * @throws ModelDirectoryException if something is missing, damaged or not supported
         */
        public OnnxModel open() {
            return new OnnxModel(this);
        }

        /** {@return a client of the model, loaded; closing the client frees it} */
        public OnnxModelClient openClient(OnnxOptions defaults) {
            Require.nonNull(defaults, "defaults");
            return new OnnxModelClient(open(), defaults, true);
        }
    }
}
