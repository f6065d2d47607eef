package dev.llmops.onnx.encoder;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.RunOptions;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.platform.Fp16Conversions;
import dev.llmops.onnx.ComputeOptions;
import dev.llmops.onnx.ModelDirectoryException;
import dev.llmops.onnx.runtime.GraphSession;
import dev.llmops.onnx.runtime.RuntimeFailures;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The graph of an encoder, loaded, of which one output is wanted.
 *
 * <p>Safe for concurrent use until it is closed; runs must be over by then.
 */
final class EncoderSession implements AutoCloseable {
    private static final Set<String> INPUTS = Set.of("input_ids", "attention_mask", "token_type_ids", "position_ids");

    private final GraphSession graph;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Path file;

    private EncoderSession(GraphSession graph) {
        this.graph = graph;
        this.environment = graph.environment();
        this.session = graph.session();
        this.file = graph.file();
    }

    /** {@return the graph in {@code file}} */
    static EncoderSession open(Path file, ComputeOptions compute) {
        EncoderSession opened = new EncoderSession(GraphSession.open(file, compute));
        try {
            opened.requireKnownInputs();
            return opened;
        } catch (OrtException e) {
            opened.close();
            throw new ModelDirectoryException(file, "Its inputs cannot be read.", RuntimeFailures.remedy(e), e);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private void requireKnownInputs() throws OrtException {
        for (Map.Entry<String, NodeInfo> input : session.getInputInfo().entrySet()) {
            boolean integers = input.getValue().getInfo() instanceof TensorInfo info && info.type == OnnxJavaType.INT64;
            if (!INPUTS.contains(input.getKey()) || !integers) {
                throw new ModelDirectoryException(
                        file,
                        "It wants the input \"" + input.getKey() + "\", which is none of an encoder of texts.",
                        "Take an export for feature extraction or classification.");
            }
        }
    }

    /** {@return the first output that is what is wanted; null if there is none} */
    @SuppressWarnings("NullAway")
    String find(WantedOutput wanted) {
        try {
            Map<String, NodeInfo> outputs = session.getOutputInfo();
            for (String name : wanted.names()) {
                NodeInfo info = outputs.get(name);
                if (info != null && fits(info, wanted)) {
                    return name;
                }
            }
            return outputs.entrySet().stream()
                    .filter(output -> fits(output.getValue(), wanted))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse(null);
        } catch (OrtException e) {
            throw new ModelDirectoryException(file, "Its outputs cannot be read.", "Download it again.", e);
        }
    }

    private static boolean fits(NodeInfo output, WantedOutput wanted) {
        return output.getInfo() instanceof TensorInfo info
                && (info.type == OnnxJavaType.FLOAT || info.type == OnnxJavaType.FLOAT16)
                && info.getShape().length == wanted.rank();
    }

    /** {@return the shape and type of an output for one text, found by running it} */
    TensorInfo probe(String output, TokenizedText text, long padding) {
        Workspace workspace = new Workspace();
        workspace.fill(new TokenizedText[] {text}, text.length(), padding);
        Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
        try {
            inputs(workspace, 1, text.length(), inputs);
            try (OrtSession.Result result = session.run(inputs, Set.of(output))) {
                return (TensorInfo) result.get(0).getInfo();
            }
        } catch (OrtException e) {
            throw new ModelDirectoryException(
                    file,
                    "It cannot be run on a first text.",
                    "Check that graph, tokenizer.json and config.json belong to the same model.",
                    e);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    /**
     * Runs the texts in a workspace.
     *
     * @return the values of the output, in the workspace
     */
    FloatBuffer run(Workspace workspace, int rows, int columns, Result result, RunOptions options) throws OrtException {
        int size = Math.multiplyExact(rows, result.perToken() ? columns * result.width() : result.width());
        long[] shape =
                result.perToken() ? new long[] {rows, columns, result.width()} : new long[] {rows, result.width()};
        FloatBuffer output = workspace.output(size);
        Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
        try (OnnxTensor pinned = result.half()
                ? OnnxTensor.createTensor(environment, workspace.halves(size), shape, OnnxJavaType.FLOAT16)
                : OnnxTensor.createTensor(environment, output, shape)) {
            inputs(workspace, rows, columns, inputs);
            session.run(inputs, Set.of(), Map.of(result.name(), pinned), options)
                    .close();
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
        if (result.half()) {
            ByteBuffer halves = workspace.halves(size);
            for (int i = 0; i < size; i++) {
                output.put(i, Fp16Conversions.fp16ToFloat(halves.getShort(i * Short.BYTES)));
            }
        }
        return output;
    }

    private void inputs(Workspace workspace, int rows, int columns, Map<String, OnnxTensor> inputs)
            throws OrtException {
        for (String name : session.getInputNames()) {
            LongBuffer values = workspace.input(name);
            inputs.put(name, OnnxTensor.createTensor(environment, values, new long[] {rows, columns}));
        }
    }

    /** {@return the file it was loaded from} */
    Path file() {
        return file;
    }

    @Override
    public void close() {
        graph.close();
    }

    /**
     * The output that is wanted.
     *
     * @param name what it is called
     * @param perToken whether it has a row for each token, or one for each text
     * @param width how long a row is
     * @param half whether its floats have half the size
     */
    record Result(String name, boolean perToken, int width, boolean half) {}
}
