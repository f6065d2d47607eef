package dev.llmops.onnx.provider;

import dev.llmops.api.model.ModelClient;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.api.spi.StageProvider;
import dev.llmops.onnx.OnnxModel;
import dev.llmops.onnx.OnnxModelClient;
import dev.llmops.onnx.OnnxOptions;
import dev.llmops.onnx.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Makes {@code onnx}: a language model that runs in this process.
 *
 * <p>Takes {@code directory}, and what {@link OnnxModel#builder} can be told: {@code variants},
 * {@code context-length}, {@code max-concurrent}, {@code max-waiting}, {@code precision}, {@code cache-megabytes},
 * {@code prefix-megabytes}, {@code speculation}; {@code min-p} and {@code repetition-penalty}; and {@code threads},
 * {@code spinning}, {@code provider}, {@code device}, {@code compile-cache}.
 */
public final class OnnxModelProvider implements StageProvider<ModelClient> {
    private static final long MEGABYTE = 1L << 20;

    /** Creates the provider. */
    public OnnxModelProvider() {}

    @Override
    public Class<ModelClient> stage() {
        return ModelClient.class;
    }

    @Override
    public String name() {
        return OnnxModelClient.PROVIDER;
    }

    @Override
    public String description() {
        return "A language model in this process: onnx: { directory: models/qwen2.5-0.5b-instruct }.";
    }

    @Override
    public ModelClient create(StageConfig config) {
        OnnxModel.Builder model =
                OnnxModel.builder(LocalModelSettings.directory(config)).compute(LocalModelSettings.compute(config));
        List<Variant> variants = variants(config);
        if (!variants.isEmpty()) {
            model.variants(variants.get(0), variants.subList(1, variants.size()).toArray(new Variant[0]));
        }
        config.constant("precision", OnnxModel.Precision.class).ifPresent(model::precision);
        config.integer("context-length").ifPresent(model::contextLength);
        config.integer("max-concurrent").ifPresent(model::maxConcurrent);
        config.integer("max-waiting").ifPresent(model::maxWaiting);
        config.integer("cache-megabytes").ifPresent(megabytes -> model.cacheMemory(megabytes * MEGABYTE));
        config.integer("prefix-megabytes").ifPresent(megabytes -> model.prefixMemory(megabytes * MEGABYTE));
        config.integer("speculation").ifPresent(model::speculation);
        OnnxOptions.Builder options = OnnxOptions.builder();
        config.number("min-p").ifPresent(options::minP);
        config.number("repetition-penalty").ifPresent(options::repetitionPenalty);
        return model.openClient(options.build());
    }

    private static List<Variant> variants(StageConfig config) {
        List<Variant> variants = new ArrayList<>();
        for (String name : config.strings("variants")) {
            try {
                variants.add(Variant.valueOf(name.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw config.problem(
                        "variants", "must be among q4, int8, quantized, uint8, q4f16, fp16, fp32, bnb4, was " + name);
            }
        }
        return variants;
    }
}
