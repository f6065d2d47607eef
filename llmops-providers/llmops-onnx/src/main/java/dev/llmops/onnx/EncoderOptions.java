package dev.llmops.onnx;

import dev.llmops.api.Require;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How an encoder is opened: which file, with what it is computed, how long texts and batches may be. Immutable. */
public final class EncoderOptions {
    private static final EncoderOptions DEFAULTS = builder().build();

    private final @Nullable String graph;
    private final ComputeOptions compute;
    private final int maxLength;
    private final int batchTokens;
    private final long copyUpTo;

    private EncoderOptions(Builder builder) {
        this.graph = builder.graph;
        this.compute = builder.compute;
        this.maxLength = builder.maxLength;
        this.batchTokens = builder.batchTokens;
        this.copyUpTo = builder.copyUpTo;
    }

    /** {@return the options that suit most models} */
    public static EncoderOptions defaults() {
        return DEFAULTS;
    }

    /** {@return a builder with the defaults} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the file of the graph, relative to the directory, if one was chosen} */
    public Optional<String> graph() {
        return Optional.ofNullable(graph);
    }

    /** {@return with what it is computed} */
    public ComputeOptions compute() {
        return compute;
    }

    /** {@return how many tokens of a text are read at most; 0 is what the model was made for} */
    public int maxLength() {
        return maxLength;
    }

    /** {@return how many tokens are computed in one run, padding included} */
    public int batchTokens() {
        return batchTokens;
    }

    /** {@return up to how many bytes of its files a model is loaded a second time; 0 is never} */
    public long copyUpTo() {
        return copyUpTo;
    }

    /** Collects the options. Not safe for concurrent use. */
    public static final class Builder {
        private @Nullable String graph;
        private ComputeOptions compute = ComputeOptions.defaults();
        private int maxLength;
        private int batchTokens = 512;
        private long copyUpTo = 256L << 20;

        private Builder() {}

        /**
         * Sets the file of the graph, relative to the directory, such as {@code onnx/model_quantized.onnx}.
         *
         * <p>Unless this is called, the graph at full precision is taken if there is one. Dynamically quantized graphs
         * are faster on short texts, but what they say of a text depends a little on the texts beside it.
         */
        public Builder graph(String graph) {
            this.graph = Require.nonBlank(graph, "graph");
            return this;
        }

        /** Sets with what it is computed: threads, waiting, devices. */
        public Builder compute(ComputeOptions compute) {
            this.compute = Require.nonNull(compute, "compute");
            return this;
        }

        /** Sets how many tokens of a text are read at most; 0 is what the model was made for, which is the most. */
        public Builder maxLength(int maxLength) {
            this.maxLength = Require.inRange(maxLength, 0, 1 << 20, "maxLength");
            return this;
        }

        /**
         * Sets how many tokens are computed in one run, padding included; 512 unless this is called.
         *
         * <p>Fewer leave cores idle, many more leave the processor's cache.
         */
        public Builder batchTokens(int batchTokens) {
            this.batchTokens = Require.inRange(batchTokens, 1, 1 << 20, "batchTokens");
            return this;
        }

        /**
         * Sets up to how many bytes of its files a model is loaded a second time, for requests of many texts; 256 MiB
         * unless this is called, 0 for never.
         *
         * <p>One run gets its result soonest when all cores compute it. Of many runs more are done in the same time when
         * each core computes one of its own, which takes a copy of the model that computes with one thread. It is
         * loaded by the first request of so many texts. On the CPU only.
         */
        public Builder copyUpTo(long bytes) {
            Require.that(bytes >= 0, "copyUpTo", "copyUpTo must not be negative, was " + bytes);
            this.copyUpTo = bytes;
            return this;
        }

        /** {@return the options} */
        public EncoderOptions build() {
            return new EncoderOptions(this);
        }
    }
}
