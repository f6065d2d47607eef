package dev.llmops.onnx.provider;

import dev.llmops.api.spi.StageConfig;
import dev.llmops.api.spi.StageProvider;
import dev.llmops.api.text.EntityRecognizer;
import dev.llmops.onnx.EntityAggregation;
import dev.llmops.onnx.OnnxEntityRecognizer;

/** Makes {@code onnx-entities}. Takes {@code directory}, {@code graph}, {@code threads}, {@code max-length}, {@code batch-tokens}, {@code aggregation}, {@code min-score}. */
public final class OnnxEntityProvider implements StageProvider<EntityRecognizer> {
    /** Creates the provider. */
    public OnnxEntityProvider() {}

    @Override
    public Class<EntityRecognizer> stage() {
        return EntityRecognizer.class;
    }

    @Override
    public String name() {
        return "onnx-entities";
    }

    @Override
    public String description() {
        return "Finds what a text names, in this process: onnx-entities: { directory: models/bert-base-NER }.";
    }

    @Override
    public EntityRecognizer create(StageConfig config) {
        OnnxEntityRecognizer.Builder recognizer = OnnxEntityRecognizer.builder(LocalModelSettings.directory(config))
                .options(LocalModelSettings.encoder(config));
        config.constant("aggregation", EntityAggregation.class).ifPresent(recognizer::aggregation);
        config.number("min-score").ifPresent(recognizer::minScore);
        return recognizer.build();
    }
}
