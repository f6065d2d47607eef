package dev.llmops.onnx.encoder;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.onnx.ModelDirectoryException;
import dev.llmops.onnx.files.JsonFile;
import java.nio.file.Path;
import java.util.Locale;

/** A further layer after pooling, the module Dense of sentence-transformers. Immutable. */
final class DenseLayer implements VectorStep {
    private final float[] weights;
    private final float[] bias;
    private final int inputs;
    private final Activation activation;

    private DenseLayer(float[] weights, float[] bias, int inputs, Activation activation) {
        this.weights = weights;
        this.bias = bias;
        this.inputs = inputs;
        this.activation = activation;
    }

    /** {@return the layer in {@code directory}} */
    static DenseLayer read(Path directory) {
        Path file = directory.resolve("config.json");
        JsonNode config = JsonFile.read(file);
        int inputs = config.path("in_features").asInt(0);
        int outputs = config.path("out_features").asInt(0);
        if (inputs <= 0 || outputs <= 0) {
            throw new ModelDirectoryException(file, "It names no in_features and out_features.", "Download it again.");
        }
        Safetensors tensors = Safetensors.read(directory.resolve("model.safetensors"));
        float[] weights = tensors.floats("linear.weight", Math.multiplyExact(inputs, outputs));
        float[] bias = tensors.has("linear.bias") ? tensors.floats("linear.bias", outputs) : new float[outputs];
        String name = config.path("activation_function").asText("torch.nn.modules.activation.Tanh");
        return new DenseLayer(weights, bias, inputs, Activation.of(file, name));
    }

    @Override
    public int size(int width) {
        return width == inputs ? bias.length : -1;
    }

    @Override
    public float[] apply(float[] vector) {
        float[] result = new float[bias.length];
        for (int row = 0; row < result.length; row++) {
            double sum = bias[row];
            for (int column = 0; column < inputs; column++) {
                sum += (double) weights[row * inputs + column] * vector[column];
            }
            result[row] = (float) activation.apply(sum);
        }
        return result;
    }

    private enum Activation {
        IDENTITY,
        TANH,
        RELU,
        SIGMOID;

        static Activation of(Path file, String name) {
            String last = name.substring(name.lastIndexOf('.') + 1).toUpperCase(Locale.ROOT);
            for (Activation each : values()) {
                if (each.name().equals(last)) {
                    return each;
                }
            }
            throw new ModelDirectoryException(
                    file, "Its activation_function is not known.", "Use Identity, Tanh, ReLU or Sigmoid.");
        }

        double apply(double value) {
            return switch (this) {
                case IDENTITY -> value;
                case TANH -> Math.tanh(value);
                case RELU -> Math.max(0, value);
                case SIGMOID -> Scores.sigmoid(value);
            };
        }
    }
}
