package dev.llmops.onnx;

import dev.llmops.onnx.models.DecoderModel;
import dev.llmops.onnx.models.DecoderShape;
import dev.llmops.onnx.models.Precision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A small model with random weights: it writes nonsense, and the same nonsense each time. */
final class RandomModel {
    private RandomModel() {}

    /** Writes a model into {@code directory}; {@return that} */
    static Path written(Path directory) {
        try {
            return DecoderModel.builder(DecoderShape.tiny())
                    .precision(Precision.Q4)
                    .build()
                    .write(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static OnnxModel.Builder builder(Path directory) {
        return OnnxModel.builder(directory)
                .compute(ComputeOptions.builder().threads(1).build())
                .precision(OnnxModel.Precision.EXACT);
    }
}
