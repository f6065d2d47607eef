package dev.llmops.onnx.graph;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * What is changed in the graph of a decoder while it is loaded, so that it runs faster without being exported anew.
 *
 * <p>Logits are worked out for wanted rows only: before the last product rows are laid out one after another and those
 * listed by a new input, {@value #ROWS}, are kept; the logits then have the shape [rows, vocabulary]. And products of
 * 4-bit weights are told how exact their activations must be: exports mostly leave that open, which ONNX Runtime reads
 * as full precision.
 */
public final class DecoderEdit {
    /** The name of the input that lists the wanted rows: int64 [rows], counted over batch times sequence. */
    public static final String ROWS = "logits_indices";

    private static final String FLAT = "llmops_flat_hidden";
    private static final String KEPT = "llmops_kept_hidden";

    private static final int LARGEST_ON_HEAP = 16 << 20;

    private static final int VALUE_NAME = 1;
    private static final int VALUE_TYPE = 2;
    private static final int TYPE_TENSOR = 1;
    private static final int TENSOR_ELEMENT = 1;
    private static final int TENSOR_SHAPE = 2;
    private static final int SHAPE_DIMENSION = 1;
    private static final int DIMENSION_NAME = 2;
    private static final int INT64 = 7;

    private final OnnxGraph graph;
    private final String logits;
    private final Optional<String> hidden;
    private final int accuracyLevel;

    /**
     * Plans the edit.
     *
     * @param graph the graph
     * @param logits the output whose rows are to be chosen
     * @param accuracyLevel how exact activations must be: 0 leaves the graph as it is, 1 is 32 bits, 4 is 8 bits
     */
    public DecoderEdit(OnnxGraph graph, String logits, int accuracyLevel) {
        this.graph = graph;
        this.logits = logits;
        this.hidden = RowHead.find(graph, logits);
        this.accuracyLevel = accuracyLevel;
    }

    /** {@return whether rows can be chosen; if not, the graph still gives the logits of all} */
    public boolean choosesRows() {
        return hidden.isPresent();
    }

    /** {@return the edited model, in a buffer on the heap if it is small and outside of it if it is large} */
    public ByteBuffer apply() {
        ProtoWriter model = new ProtoWriter();
        ProtoReader fields = new ProtoReader(graph.model());
        while (fields.next()) {
            if (fields.field() == OnnxGraph.MODEL_GRAPH) {
                model.message(OnnxGraph.MODEL_GRAPH, editedGraph());
            } else {
                model.raw(fields.raw());
            }
        }
        return joined(model);
    }

    private ProtoWriter editedGraph() {
        ProtoWriter out = new ProtoWriter();
        boolean placed = false;
        int position = 0;
        ProtoReader fields = new ProtoReader(graph.graph());
        while (fields.next()) {
            if (fields.field() == OnnxGraph.GRAPH_NODE) {
                GraphNode node = graph.nodes().get(position++);
                // Operations stand in an order in which each comes after what it reads.
                if (!placed && readsHidden(node)) {
                    addRowChoice(out);
                    placed = true;
                }
                addNode(out, node, fields.raw());
            } else if (isStale(fields)) {
                addValue(out, fields);
            } else {
                out.raw(fields.raw());
            }
        }
        hidden.ifPresent(name -> out.message(OnnxGraph.GRAPH_INPUT, tensor(ROWS, INT64, List.of("rows"))));
        return out;
    }

    private void addNode(ProtoWriter out, GraphNode node, ByteBuffer raw) {
        boolean reads = readsHidden(node);
        boolean levels = accuracyLevel > 0 && node.opType().equals("MatMulNBits");
        if (!reads && !levels) {
            out.raw(raw);
            return;
        }
        ProtoWriter edited = reads ? node.readingInstead(hidden.orElseThrow(), KEPT) : null;
        if (levels) {
            GraphNode source = edited == null ? node : GraphNode.read(joined(edited));
            edited = source.withAttribute("accuracy_level", accuracyLevel);
        }
        if (edited != null) {
            out.message(OnnxGraph.GRAPH_NODE, edited);
        }
    }

    private boolean readsHidden(GraphNode node) {
        return hidden.isPresent() && node.inputs().contains(hidden.get());
    }

    private void addRowChoice(ProtoWriter out) {
        out.message(OnnxGraph.GRAPH_NODE, GraphNode.of("Flatten", List.of(hidden.orElseThrow()), FLAT, "axis", 2));
        out.message(OnnxGraph.GRAPH_NODE, GraphNode.of("Gather", List.of(FLAT, ROWS), KEPT, "axis", 0));
    }

    /** Shapes that the export noted for what lies between hidden state and logits are no longer true. */
    private boolean isStale(ProtoReader fields) {
        return hidden.isPresent()
                && (fields.field() == OnnxGraph.GRAPH_VALUE_INFO
                        || (fields.field() == OnnxGraph.GRAPH_OUTPUT
                                && OnnxGraph.valueName(fields.bytes()).equals(logits)));
    }

    private void addValue(ProtoWriter out, ProtoReader fields) {
        if (fields.field() == OnnxGraph.GRAPH_OUTPUT) {
            out.message(
                    OnnxGraph.GRAPH_OUTPUT, tensor(logits, elementType(fields.bytes()), List.of("rows", "vocabulary")));
        }
    }

    private static ProtoWriter tensor(String name, long elementType, List<String> dimensions) {
        ProtoWriter shape = new ProtoWriter();
        for (String dimension : dimensions) {
            shape.message(SHAPE_DIMENSION, new ProtoWriter().text(DIMENSION_NAME, dimension));
        }
        ProtoWriter tensor =
                new ProtoWriter().number(TENSOR_ELEMENT, elementType).message(TENSOR_SHAPE, shape);
        return new ProtoWriter()
                .text(VALUE_NAME, name)
                .message(VALUE_TYPE, new ProtoWriter().message(TYPE_TENSOR, tensor));
    }

    private static long elementType(ByteBuffer value) {
        ByteBuffer at = value;
        for (int field : new int[] {VALUE_TYPE, TYPE_TENSOR}) {
            ProtoReader fields = new ProtoReader(at);
            while (fields.next()) {
                if (fields.field() == field) {
                    at = fields.bytes();
                }
            }
        }
        ProtoReader fields = new ProtoReader(at);
        while (fields.next()) {
            if (fields.field() == TENSOR_ELEMENT) {
                return fields.number();
            }
        }
        throw new DamagedGraphException("its logits have no element type");
    }

    private static ByteBuffer joined(ProtoWriter message) {
        if (message.length() > Integer.MAX_VALUE) {
            throw new DamagedGraphException("it is larger than 2 GB, which ONNX does not allow without external data");
        }
        int length = (int) message.length();
        ByteBuffer all = length <= LARGEST_ON_HEAP ? ByteBuffer.allocate(length) : ByteBuffer.allocateDirect(length);
        message.pieces().forEach(piece -> all.put(piece.duplicate()));
        return all.flip();
    }
}
