package dev.llmops.onnx.engine;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import dev.llmops.onnx.ComputeOptions;
import dev.llmops.onnx.ModelDirectoryException;
import dev.llmops.onnx.files.GraphNames;
import dev.llmops.onnx.graph.DecoderEdit;
import dev.llmops.onnx.runtime.GraphSession;
import dev.llmops.onnx.runtime.RuntimeFailures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A decoder that is loaded, and what its graph says about itself.
 *
 * <p>Inputs for keys and values are taken from the graph, not from the configuration: exports differ.
 *
 * @param session the graph
 * @param names what inputs and outputs are called
 * @param inputs the names of the inputs there are
 * @param layers how many layers keep keys and values
 * @param kvHeads how many heads of keys and values a layer has
 * @param headSize how long a key or value is
 * @param cacheType the type of keys and values
 * @param vocabulary how many logits a row has; 0 if the graph does not say
 * @param logitsType the type of the logits
 * @param choosesRows whether the input {@link DecoderEdit#ROWS} chooses the rows of the logits
 * @param sharesCache whether keys and values are written in place, into memory of a fixed size
 * @param takesAdapter whether it has inputs for the weights of an adapter
 */
record DecoderGraph(
        GraphSession session,
        GraphNames names,
        Set<String> inputs,
        int layers,
        int kvHeads,
        int headSize,
        OnnxJavaType cacheType,
        int vocabulary,
        OnnxJavaType logitsType,
        boolean choosesRows,
        boolean sharesCache,
        boolean takesAdapter) {
    private static final List<String> UNSUPPORTED = List.of("past_conv", "past_ssm", "past_recurrent", "conv_state");

    /** Opens a graph, edited as {@link DecoderEdit} says. */
    static DecoderGraph open(Path file, GraphNames names, ComputeOptions compute, int accuracyLevel) {
        AtomicBoolean rows = new AtomicBoolean();
        AtomicBoolean shared = new AtomicBoolean();
        AtomicBoolean adapter = new AtomicBoolean();
        GraphSession session = GraphSession.open(file, compute, graph -> {
            shared.set(graph.has("GroupQueryAttention"));
            adapter.set(graph.inputs().stream().anyMatch(Adapter::isInput));
            DecoderEdit edit = new DecoderEdit(graph, names.logits(), accuracyLevel);
            rows.set(edit.choosesRows());
            return edit.apply();
        });
        try {
            return read(session, names, rows.get(), shared.get(), adapter.get());
        } catch (OrtException e) {
            session.close();
            throw new ModelDirectoryException(file, "Its inputs cannot be read.", RuntimeFailures.remedy(e), e);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static DecoderGraph read(
            GraphSession session, GraphNames names, boolean rows, boolean shared, boolean adapter) throws OrtException {
        Map<String, NodeInfo> inputs = session.session().getInputInfo();
        Map<String, NodeInfo> outputs = session.session().getOutputInfo();
        Path file = session.file();
        checkInputs(file, names, inputs.keySet());
        int layers = 0;
        while (inputs.containsKey(GraphNames.at(names.pastKey(), layers))) {
            layers++;
        }
        TensorInfo key = tensor(inputs, GraphNames.at(names.pastKey(), 0), file);
        long[] shape = key.getShape();
        if (shape.length != 4 || shape[1] <= 0 || shape[3] <= 0) {
            throw new ModelDirectoryException(
                    file,
                    "Its keys and values do not have the form [batch, heads, positions, size] with fixed heads and size.",
                    "Take another export, such as one of onnx-community.");
        }
        for (int layer = 1; layer < layers; layer++) {
            long[] other =
                    tensor(inputs, GraphNames.at(names.pastKey(), layer), file).getShape();
            if (other.length != 4 || other[1] != shape[1] || other[3] != shape[3]) {
                throw new ModelDirectoryException(
                        file,
                        "Its layers have keys of different shapes, which is not supported.",
                        "Take a model whose layers are alike.");
            }
        }
        TensorInfo logits = tensor(outputs, names.logits(), file);
        long[] logitsShape = logits.getShape();
        return new DecoderGraph(
                session,
                names,
                Set.copyOf(inputs.keySet()),
                layers,
                Math.toIntExact(shape[1]),
                Math.toIntExact(shape[3]),
                key.type,
                logitsShape.length == 0 ? 0 : (int) Math.max(0, logitsShape[logitsShape.length - 1]),
                logits.type,
                rows,
                shared,
                adapter);
    }

    private static void checkInputs(Path file, GraphNames names, Set<String> inputs) {
        List<String> states = inputs.stream()
                .filter(input -> UNSUPPORTED.stream().anyMatch(input::contains))
                .toList();
        if (!states.isEmpty()) {
            throw new ModelDirectoryException(
                    file,
                    "It mixes attention with other states (" + states.get(0) + "), which is not supported.",
                    "Take a model that has attention only.");
        }
        if (!inputs.contains(names.inputIds()) || !inputs.contains(GraphNames.at(names.pastKey(), 0))) {
            throw new ModelDirectoryException(
                    file,
                    "It has no inputs \"" + names.inputIds() + "\" and \"" + GraphNames.at(names.pastKey(), 0)
                            + "\", so it does not write text step by step; it has: " + sorted(inputs) + ".",
                    "Export it for text generation with past keys and values.");
        }
        List<String> unknown = new ArrayList<>();
        for (String input : inputs) {
            if (!isKnown(input, names)) {
                unknown.add(input);
            }
        }
        if (!unknown.isEmpty()) {
            throw new ModelDirectoryException(
                    file,
                    "It has inputs that are not known: " + sorted(unknown) + ".",
                    "Take a decoder-only model for text.");
        }
    }

    private static boolean isKnown(String input, GraphNames names) {
        return input.equals(names.inputIds())
                || input.equals(names.attentionMask())
                || input.equals(names.positionIds())
                || input.equals(DecoderEdit.ROWS)
                || input.equals(DecoderRun.KEEP)
                || Adapter.isInput(input)
                || matches(input, names.pastKey())
                || matches(input, names.pastValue());
    }

    private static boolean matches(String input, String pattern) {
        int hole = pattern.indexOf("%d");
        String before = hole < 0 ? pattern : pattern.substring(0, hole);
        String after = hole < 0 ? "" : pattern.substring(hole + 2);
        return input.startsWith(before) && input.endsWith(after);
    }

    private static String sorted(Iterable<String> names) {
        List<String> sorted = new ArrayList<>();
        names.forEach(sorted::add);
        sorted.sort(null);
        return String.join(", ", sorted.size() > 8 ? sorted.subList(0, 8) : sorted);
    }

    private static TensorInfo tensor(Map<String, NodeInfo> nodes, String name, Path file) {
        NodeInfo node = nodes.get(name);
        if (node == null || !(node.getInfo() instanceof TensorInfo tensor)) {
            throw new ModelDirectoryException(
                    file, "It has no tensor \"" + name + "\".", "Take another export of the model.");
        }
        return tensor;
    }

    /** {@return how many bytes the keys and values of one position take, over all layers} */
    long bytesPerPosition() {
        return 2L * layers * kvHeads * headSize * cacheType.size;
    }

    /** {@return the graph's file} */
    Path file() {
        return session.file();
    }
}
