package dev.llmops.benchmarks.local;

import dev.llmops.onnx.models.DecoderModel;
import dev.llmops.onnx.models.DecoderShape;
import dev.llmops.onnx.models.Precision;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A decoder with random weights of four bits: speed does not depend on what the weights are.
 *
 * @param name what it is called
 * @param shape its measures
 * @param block how many weights share a scale
 */
record SpeedModel(String name, DecoderShape shape, int block) {
    private static final int BITS = 4;
    /** ONNX Runtime keeps a scale and a sum for each block, both as floats, once it has packed the weights. */
    private static final int BITS_PER_BLOCK = 2 * Float.SIZE;

    /** {@return the shape of Qwen2.5-0.5B} */
    static SpeedModel halfBillion(int block) {
        return new SpeedModel("qwen-0.5b", DecoderShape.qwenHalfBillion(), block);
    }

    /** {@return four narrow layers, to see in seconds whether everything runs} */
    static SpeedModel small(int block) {
        return new SpeedModel(
                "small", new DecoderShape(8192, 256, 4, 4, 2, 64, 1024, 2048, 10_000, 1e-6f, true), block);
    }

    /** {@return 24 layers with hardly anything to compute: what a step takes there is what steps cost} */
    static SpeedModel idle() {
        return new SpeedModel("idle", new DecoderShape(320, 64, 24, 4, 2, 16, 160, 1024, 10_000, 1e-6f, true), 32);
    }

    /** {@return the directory of the model, which is written if no earlier run has done so} */
    Path directory() throws IOException {
        DecoderModel model = DecoderModel.builder(shape)
                .precision(Precision.Q4)
                .block(block)
                .quantizedEmbedding()
                .qkvBias()
                .build();
        return KeptDirectory.of(name + "-q4-" + block, model::write);
    }

    /** {@return how many weights a step multiplies with: those of all layers and of the last matrix} */
    long weights() {
        long queries = (long) shape.heads() * shape.headSize();
        long keys = (long) shape.keyHeads() * shape.headSize();
        long attention = 2 * queries * shape.hidden() + 2 * keys * shape.hidden();
        long gated = 3L * shape.hidden() * shape.intermediate();
        return shape.layers() * (attention + gated) + (long) shape.vocabulary() * shape.hidden();
    }

    /** {@return how many bytes a step reads at least: each weight once, as it is packed} */
    double bytesPerStep() {
        return weights() * (BITS + (double) BITS_PER_BLOCK / block) / Byte.SIZE;
    }

    @Override
    public String toString() {
        return "%s, %,d weights of 4 bits, blocks of %d, %.0f MB a step"
                .formatted(name, weights(), block, bytesPerStep() / 1e6);
    }
}
