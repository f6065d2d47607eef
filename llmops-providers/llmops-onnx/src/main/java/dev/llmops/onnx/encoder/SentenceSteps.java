package dev.llmops.onnx.encoder;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.onnx.ModelDirectoryException;
import dev.llmops.onnx.files.JsonFile;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way from token vectors to the vector of a text, as {@code modules.json} of sentence-transformers says. Immutable.
 *
 * <p>Without that file it is the mean of the tokens, unless the graph pools itself.
 */
public final class SentenceSteps {
    private final Pooling pooling;
    private final List<VectorStep> steps;
    private final boolean declared;

    private SentenceSteps(Pooling pooling, List<VectorStep> steps, boolean declared) {
        this.pooling = pooling;
        this.steps = List.copyOf(steps);
        this.declared = declared;
    }

    /** {@return the way that the files in {@code root} describe} */
    public static SentenceSteps read(Path root) {
        Path file = root.resolve("modules.json");
        JsonNode modules = JsonFile.readIfThere(file);
        if (modules.isMissingNode()) {
            return new SentenceSteps(Pooling.MEAN, List.of(), false);
        }
        @Nullable Pooling pooling = null;
        List<VectorStep> steps = new ArrayList<>();
        for (JsonNode module : modules) {
            String type = module.path("type").asText();
            Path directory = root.resolve(module.path("path").asText()).normalize();
            if (!directory.startsWith(root.normalize())) {
                throw new ModelDirectoryException(file, "A path in it leads out of the directory.", "Do not use it.");
            }
            switch (type.substring(type.lastIndexOf('.') + 1)) {
                case "Transformer" -> {}
                case "Pooling" -> pooling = Pooling.read(directory.resolve("config.json"));
                case "Dense" -> steps.add(DenseLayer.read(directory));
                case "Normalize" -> steps.add(VectorStep.NORMALIZE);
                default ->
                    throw new ModelDirectoryException(
                            file, "It has the module \"" + type + "\", which is not known.", "Take another model.");
            }
        }
        if (pooling == null) {
            throw new ModelDirectoryException(file, "It has no module Pooling.", "Download it again.");
        }
        return new SentenceSteps(pooling, steps, true);
    }

    /** {@return the outputs of a graph that will do, the best first} */
    public List<WantedOutput> outputs() {
        return declared
                ? List.of(WantedOutput.TOKEN_VECTORS)
                : List.of(WantedOutput.TEXT_VECTORS, WantedOutput.TOKEN_VECTORS);
    }

    /** {@return how long the vector of a text is, made of what {@code encoder} puts out} */
    public int size(Path root, Encoder encoder) {
        int size = encoder.isPerToken() ? pooling.size(encoder.width()) : encoder.width();
        for (VectorStep step : steps) {
            int next = step.size(size);
            if (next < 0) {
                throw new ModelDirectoryException(
                        root.resolve("modules.json"),
                        "A module takes vectors of another length than " + size + ".",
                        "Check that graph and modules belong to the same model.");
            }
            size = next;
        }
        return size;
    }

    /**
     * {@return the vector of a text}
     *
     * @param encoder what put the tokens out
     * @param output its output
     * @param from where the text begins in it
     * @param tokens how many tokens the text has
     * @param promptTokens how many of these belong to a prompt
     * @param dimensions after how many places the vector is cut; 0 for not at all
     */
    public float[] vector(Encoder encoder, FloatBuffer output, int from, int tokens, int promptTokens, int dimensions) {
        float[] vector;
        if (encoder.isPerToken()) {
            vector = pooling.pool(output, from, tokens, encoder.width(), promptTokens);
        } else {
            vector = new float[encoder.width()];
            output.get(from, vector);
        }
        for (VectorStep step : steps) {
            vector = step.apply(vector);
        }
        if (dimensions == 0 || dimensions >= vector.length) {
            return vector;
        }
        float[] cut = Arrays.copyOf(vector, dimensions);
        // A vector of length one must have it again: shortened ones are compared with each other.
        return steps.contains(VectorStep.NORMALIZE) ? VectorStep.normalized(cut) : cut;
    }

    /** {@return whether tokens of a prompt must be counted} */
    public boolean leavesPromptOut() {
        return !pooling.prompt();
    }
}
