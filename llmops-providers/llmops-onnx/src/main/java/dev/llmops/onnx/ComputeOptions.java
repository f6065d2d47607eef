package dev.llmops.onnx;

import dev.llmops.api.Require;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * With what a model is computed: threads, waiting, devices. Immutable.
 *
 * <p>The defaults suit a service that has the machine to itself.
 */
public final class ComputeOptions {
    private static final ComputeOptions DEFAULTS = builder().build();

    private final int threads;
    private final Spinning spinning;
    private final ExecutionProvider provider;
    private final int device;
    private final Map<String, String> sessionEntries;
    private final @Nullable Path compileCache;

    private ComputeOptions(Builder builder) {
        this.threads = builder.threads;
        this.spinning = builder.spinning;
        this.provider = builder.provider;
        this.device = builder.device;
        this.sessionEntries = Map.copyOf(builder.sessionEntries);
        this.compileCache = builder.compileCache;
    }

    /** {@return a thread for each core, short spinning, the CPU} */
    public static ComputeOptions defaults() {
        return DEFAULTS;
    }

    /** {@return a builder with the defaults} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return a builder that begins with these options} */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.threads = threads;
        builder.spinning = spinning;
        builder.provider = provider;
        builder.device = device;
        builder.sessionEntries.putAll(sessionEntries);
        builder.compileCache = compileCache;
        return builder;
    }

    /** {@return how many threads compute one run; 0 is one for each physical core} */
    public int threads() {
        return threads;
    }

    /** {@return how threads wait for work} */
    public Spinning spinning() {
        return spinning;
    }

    /** {@return what computes} */
    public ExecutionProvider provider() {
        return provider;
    }

    /** {@return which device of the provider, from 0} */
    public int device() {
        return device;
    }

    /** {@return further settings of ONNX Runtime's sessions, by their own keys} */
    public Map<String, String> sessionEntries() {
        return sessionEntries;
    }

    /** {@return where compiled graphs are kept, if anywhere} */
    public Optional<Path> compileCache() {
        return Optional.ofNullable(compileCache);
    }

    /** How threads wait for the next piece of work of a run. */
    public enum Spinning {
        /** They spin for 50 microseconds, then sleep: as fast as long spinning, and kinder to what else runs. */
        SHORT,
        /** They sleep at once: best where other programs need the same cores. */
        OFF,
        /** They spin as long as ONNX Runtime thinks fit. */
        LONG
    }

    /** What computes a graph. All but the CPU need an ONNX Runtime artifact that has them. */
    public enum ExecutionProvider {
        /** The processor. */
        CPU,
        /** GPUs of NVIDIA, with the artifact {@code onnxruntime_gpu}. */
        CUDA,
        /** GPUs of NVIDIA by TensorRT, with the artifact {@code onnxruntime_gpu}. */
        TENSOR_RT,
        /** Apple's accelerators. */
        CORE_ML,
        /** GPUs under Windows. */
        DIRECT_ML,
        /** Intel's accelerators. */
        OPEN_VINO,
        /** GPUs of AMD. */
        ROCM
    }

    /** Collects the options. Not safe for concurrent use. */
    public static final class Builder {
        private int threads;
        private Spinning spinning = Spinning.SHORT;
        private ExecutionProvider provider = ExecutionProvider.CPU;
        private int device;
        private final Map<String, String> sessionEntries = new LinkedHashMap<>();
        private @Nullable Path compileCache;

        private Builder() {}

        /** Sets how many threads compute one run, in [0, 1024]; 0 is one for each physical core. */
        public Builder threads(int threads) {
            this.threads = Require.inRange(threads, 0, 1024, "threads");
            return this;
        }

        /** Sets how threads wait for work. */
        public Builder spinning(Spinning spinning) {
            this.spinning = Require.nonNull(spinning, "spinning");
            return this;
        }

        /** Sets what computes, and which device of that kind, from 0. */
        public Builder provider(ExecutionProvider provider, int device) {
            this.provider = Require.nonNull(provider, "provider");
            this.device = Require.inRange(device, 0, 1024, "device");
            return this;
        }

        /** Sets something of ONNX Runtime's sessions that this library has no word for, by its own key. */
        public Builder sessionEntry(String key, String value) {
            sessionEntries.put(Require.nonBlank(key, "key"), Require.nonNull(value, "value"));
            return this;
        }

        /**
         * Keeps compiled graphs in a directory, for the next start and for other processes.
         *
         * <p>Loading is faster then and needs less memory, since weights are mapped from the file; it is a file of
         * about twice the size of the model for each kind of processor and version of ONNX Runtime.
         */
        public Builder compileCache(Path directory) {
            this.compileCache = Require.nonNull(directory, "directory");
            return this;
        }

        /** {@return the options} */
        public ComputeOptions build() {
            return new ComputeOptions(this);
        }
    }
}
