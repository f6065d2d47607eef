package dev.llmops.benchmarks.local;

import dev.llmops.onnx.ComputeOptions;
import dev.llmops.onnx.OnnxModel;
import dev.llmops.onnx.Variant;
import dev.llmops.onnx.models.DecoderModel;
import dev.llmops.onnx.models.DecoderShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A model for a storm: at full precision, so that what it writes does not depend on what else it writes.
 *
 * @param name what it is called
 * @param directory where it lies
 */
record StormModel(String name, Path directory) {
    private static final Path TRAINED = Path.of("samples", "models", "tiny");
    private static final int CHUNK = 32;
    private static final long PREFIX_BYTES = 4L << 20;

    /** {@return a small random model, and the trained one of the samples if it is there} */
    static List<StormModel> all() throws IOException {
        List<StormModel> models = new ArrayList<>();
        DecoderModel random = DecoderModel.builder(DecoderShape.tiny()).build();
        models.add(new StormModel("tiny random", KeptDirectory.of("tiny-fp32", random::write)));
        Optional<Path> trained = trained();
        if (trained.isPresent()) {
            models.add(new StormModel("tiny trained", trained.get()));
        } else {
            System.out.println("tiny trained: skipped, there is no model in " + TRAINED);
        }
        return models;
    }

    private static Optional<Path> trained() {
        Path at = Path.of("").toAbsolutePath();
        while (at != null) {
            Path directory = at.resolve(TRAINED);
            if (Files.isRegularFile(directory.resolve("config.json"))) {
                return Optional.of(directory);
            }
            at = at.getParent();
        }
        return Optional.empty();
    }

    /** {@return the model, loaded so that prompts are read in pieces and old prefixes soon make room for new ones} */
    OnnxModel open() {
        return OnnxModel.builder(directory)
                .variants(Variant.FP32, Variant.preference().toArray(Variant[]::new))
                .precision(OnnxModel.Precision.EXACT)
                .compute(ComputeOptions.builder().threads(2).build())
                .promptChunk(CHUNK)
                .prefixMemory(PREFIX_BYTES)
                .open();
    }
}
