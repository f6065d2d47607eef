package dev.llmops.onnx.provider;

import dev.llmops.api.spi.StageConfig;
import dev.llmops.api.spi.StageProvider;
import dev.llmops.api.text.TextClassifier;
import dev.llmops.onnx.OnnxTextClassifier;

/** Makes {@code onnx-classifier}. Takes {@code directory}, {@code graph}, {@code threads}, {@code max-length}, {@code batch-tokens}. */
public final class OnnxClassifierProvider implements StageProvider<TextClassifier> {
    /** Creates the provider. */
    public OnnxClassifierProvider() {}

    @Override
    public Class<TextClassifier> stage() {
        return TextClassifier.class;
    }

    @Override
    public String name() {
        return "onnx-classifier";
    }

    @Override
    public String description() {
        return "Sorts texts into classes in this process: onnx-classifier: { directory: models/toxic-bert }.";
    }

    @Override
    public TextClassifier create(StageConfig config) {
        return OnnxTextClassifier.open(LocalModelSettings.directory(config), LocalModelSettings.encoder(config));
    }
}
