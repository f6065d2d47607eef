package dev.llmops.onnx.engine;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoraAdapter;
import ai.onnxruntime.OrtSession.RunOptions;
import ai.onnxruntime.TensorInfo;
import dev.llmops.onnx.ModelDirectoryException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is added to the weights of a graph that has inputs for it: low-rank matrices of an adapter, or zeros.
 *
 * <p>Source: Hu et al., "LoRA: Low-Rank Adaptation of Large Language Models", 2021; the file is ONNX Runtime's own form.
 */
final class Adapter implements AutoCloseable {
    private static final String MARK = "lora";

    private final @Nullable OrtLoraAdapter weights;
    private final Map<String, OnnxTensor> zeros;

    private Adapter(@Nullable OrtLoraAdapter weights, Map<String, OnnxTensor> zeros) {
        this.weights = weights;
        this.zeros = zeros;
    }

    /** {@return the adapter in {@code file}; if that is null, one that changes nothing} */
    static Adapter open(DecoderGraph graph, @Nullable Path file) throws OrtException {
        return file == null ? new Adapter(null, zeros(graph)) : new Adapter(read(graph, file), Map.of());
    }

    private static OrtLoraAdapter read(DecoderGraph graph, Path file) {
        if (!graph.takesAdapter()) {
            throw new ModelDirectoryException(
                    graph.file(),
                    "It has no inputs for an adapter.",
                    "Export it with LoRA inputs, or leave the adapter out.");
        }
        if (!Files.isRegularFile(file)) {
            throw new ModelDirectoryException(file, "This file is missing.", "Name the .onnx_adapter file.");
        }
        try {
            return OrtLoraAdapter.create(file.toString());
        } catch (OrtException e) {
            throw new ModelDirectoryException(
                    file, "It is no adapter that ONNX Runtime reads.", "Convert it to the .onnx_adapter form.", e);
        }
    }

    private static Map<String, OnnxTensor> zeros(DecoderGraph graph) throws OrtException {
        Map<String, OnnxTensor> zeros = new LinkedHashMap<>();
        for (Map.Entry<String, NodeInfo> input :
                graph.session().session().getInputInfo().entrySet()) {
            if (isInput(input.getKey()) && input.getValue().getInfo() instanceof TensorInfo tensor) {
                zeros.put(input.getKey(), zero(graph, tensor));
            }
        }
        return zeros;
    }

    /** The rank is open in such graphs: one is the least. */
    private static OnnxTensor zero(DecoderGraph graph, TensorInfo tensor) throws OrtException {
        long[] shape = tensor.getShape();
        int size = tensor.type.size;
        for (int i = 0; i < shape.length; i++) {
            shape[i] = Math.max(1, shape[i]);
            size = Math.multiplyExact(size, Math.toIntExact(shape[i]));
        }
        ByteBuffer bytes = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
        return OnnxTensor.createTensor(graph.session().environment(), bytes, shape, tensor.type);
    }

    static boolean isInput(String name) {
        return name.contains(MARK);
    }

    /** Has runs with these options use the adapter. */
    void applyTo(RunOptions options) throws OrtException {
        if (weights != null) {
            options.addActiveLoraAdapter(weights);
        }
    }

    /** {@return what must be given to the graph itself} */
    Map<String, OnnxTensor> inputs() {
        return zeros;
    }

    @Override
    public void close() {
        zeros.values().forEach(OnnxTensor::close);
        if (weights != null) {
            weights.close();
        }
    }
}
