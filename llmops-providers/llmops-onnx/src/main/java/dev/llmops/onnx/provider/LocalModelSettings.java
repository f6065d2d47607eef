package dev.llmops.onnx.provider;

import dev.llmops.api.spi.StageConfig;
import dev.llmops.onnx.ComputeOptions;
import dev.llmops.onnx.EncoderOptions;
import java.nio.file.Path;

/** Settings that all local models have. */
final class LocalModelSettings {
    private LocalModelSettings() {}

    /** {@return the directory of the model} */
    static Path directory(StageConfig config) {
        return config.path("directory").orElseThrow(() -> config.problem("directory", "is missing: a path is needed"));
    }

    /** {@return with what it is computed: {@code threads}, {@code spinning}, {@code provider}, {@code device}} */
    static ComputeOptions compute(StageConfig config) {
        ComputeOptions.Builder compute = ComputeOptions.builder();
        config.integer("threads").ifPresent(compute::threads);
        config.constant("spinning", ComputeOptions.Spinning.class).ifPresent(compute::spinning);
        int device = config.integer("device").orElse(0);
        config.constant("provider", ComputeOptions.ExecutionProvider.class)
                .ifPresent(provider -> compute.provider(provider, device));
        config.path("compile-cache").ifPresent(compute::compileCache);
        return compute.build();
    }

    /**
     * {@return how an encoder is run: {@code graph}, {@code max-length}, {@code batch-tokens}, {@code copy-up-to-mb} and
     * what {@link #compute} reads}
     */
    static EncoderOptions encoder(StageConfig config) {
        EncoderOptions.Builder options = EncoderOptions.builder().compute(compute(config));
        config.string("graph").ifPresent(options::graph);
        config.integer("max-length").ifPresent(options::maxLength);
        config.integer("batch-tokens").ifPresent(options::batchTokens);
        config.integer("copy-up-to-mb").ifPresent(megabytes -> options.copyUpTo((long) megabytes << 20));
        return options.build();
    }
}
