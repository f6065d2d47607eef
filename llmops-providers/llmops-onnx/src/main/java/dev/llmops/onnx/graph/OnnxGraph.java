package dev.llmops.onnx.graph;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An ONNX model, read as far as loading needs it: operations, and where weights lie.
 *
 * <p>Immutable. Reads from the buffer it was made of, which must not change.
 */
public final class OnnxGraph {
    static final int MODEL_GRAPH = 7;
    static final int GRAPH_NODE = 1;
    static final int GRAPH_INITIALIZER = 5;
    static final int GRAPH_INPUT = 11;
    static final int GRAPH_OUTPUT = 12;
    static final int GRAPH_VALUE_INFO = 13;

    private static final int VALUE_NAME = 1;
    private static final int TENSOR_NAME = 8;
    private static final int TENSOR_EXTERNAL = 13;

    private final ByteBuffer model;
    private final ByteBuffer graph;
    private final List<GraphNode> nodes = new ArrayList<>();
    private final Set<String> weights = new HashSet<>();
    private final Set<String> inputs = new HashSet<>();
    private final Map<String, ExternalData> external = new LinkedHashMap<>();

    private OnnxGraph(ByteBuffer model, ByteBuffer graph) {
        this.model = model;
        this.graph = graph;
    }

    /**
     * {@return the model in {@code bytes}, from their position to their limit}
     *
     * @throws DamagedGraphException if they are no ONNX model
     */
    public static OnnxGraph read(ByteBuffer bytes) {
        ByteBuffer model = bytes.slice();
        ProtoReader fields = new ProtoReader(model);
        OnnxGraph read = null;
        while (fields.next()) {
            if (fields.field() == MODEL_GRAPH) {
                read = new OnnxGraph(model, fields.bytes());
            }
        }
        if (read == null) {
            throw new DamagedGraphException("it has no graph");
        }
        read.readGraph();
        return read;
    }

    private void readGraph() {
        ProtoReader fields = new ProtoReader(graph);
        while (fields.next()) {
            switch (fields.field()) {
                case GRAPH_NODE -> nodes.add(GraphNode.read(fields.bytes()));
                case GRAPH_INITIALIZER -> readWeight(fields.bytes());
                case GRAPH_INPUT -> inputs.add(valueName(fields.bytes()));
                default -> {}
            }
        }
        if (nodes.isEmpty()) {
            throw new DamagedGraphException("its graph has no operations");
        }
    }

    static String valueName(ByteBuffer value) {
        ProtoReader fields = new ProtoReader(value);
        while (fields.next()) {
            if (fields.field() == VALUE_NAME) {
                return fields.text();
            }
        }
        return "";
    }

    private void readWeight(ByteBuffer tensor) {
        ExternalData.Entries entries = new ExternalData.Entries();
        ProtoReader fields = new ProtoReader(tensor);
        while (fields.next()) {
            if (fields.field() == TENSOR_NAME) {
                weights.add(fields.text());
            } else if (fields.field() == TENSOR_EXTERNAL) {
                entries.add(fields.bytes());
            }
        }
        if (!entries.isEmpty()) {
            ExternalData data = entries.data();
            external.merge(data.location(), data, (a, b) -> a.end() >= b.end() ? a : b);
        }
    }

    /** {@return the files in which weights lie, each with the length it must have at least} */
    public Collection<ExternalData> externalData() {
        return external.values();
    }

    /** {@return whether some operation is called {@code opType}} */
    public boolean has(String opType) {
        return nodes.stream().anyMatch(node -> node.opType().equals(opType));
    }

    /** {@return the smallest value of an integer attribute of the operations called {@code opType}} */
    public long attribute(String opType, String attribute, long otherwise) {
        return nodes.stream()
                .filter(node -> node.opType().equals(opType))
                .mapToLong(node -> node.attribute(attribute, otherwise))
                .min()
                .orElse(otherwise);
    }

    /** {@return the names of the inputs, those with a default value included} */
    public Set<String> inputs() {
        return inputs;
    }

    List<GraphNode> nodes() {
        return nodes;
    }

    boolean isWeight(String tensor) {
        return weights.contains(tensor);
    }

    ByteBuffer model() {
        return model;
    }

    ByteBuffer graph() {
        return graph;
    }
}
