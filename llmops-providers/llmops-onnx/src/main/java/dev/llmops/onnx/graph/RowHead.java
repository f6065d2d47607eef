package dev.llmops.onnx.graph;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the end of a decoder that works on each row by itself: from the last hidden state to the logits.
 *
 * <p>Walks back from the logits through operations that treat rows alike, past the one large product, and stops at the
 * tensor that this product, or the quantisation before it, reads. Rows that nobody wants can be dropped there. What
 * looks like none of the known exports is left as it is.
 */
final class RowHead {
    private static final Set<String> ROW_WISE =
            Set.of("Cast", "Mul", "Div", "Add", "Tanh", "Identity", "DequantizeLinear", "QuantizeLinear");
    private static final Set<String> PRODUCTS = Set.of("MatMul", "MatMulNBits", "Gemm", "MatMulInteger", "FusedMatMul");
    private static final int LONGEST_WALK = 16;

    private final OnnxGraph graph;
    private final Map<String, GraphNode> makers = new HashMap<>();
    private final Map<String, Boolean> constants = new HashMap<>();

    private RowHead(OnnxGraph graph) {
        this.graph = graph;
        for (GraphNode node : graph.nodes()) {
            node.outputs().forEach(output -> makers.put(output, node));
        }
    }

    /** {@return the tensor [batch, sequence, hidden] whose rows become the rows of {@code logits}} */
    static Optional<String> find(OnnxGraph graph, String logits) {
        return Optional.ofNullable(new RowHead(graph).walk(logits));
    }

    private @Nullable String walk(String logits) {
        String tensor = logits;
        for (int steps = 0; steps < LONGEST_WALK; steps++) {
            GraphNode node = makers.get(tensor);
            if (node == null) {
                return null;
            }
            if (PRODUCTS.contains(node.opType())) {
                return belowProduct(node);
            }
            if (!ROW_WISE.contains(node.opType())) {
                return null;
            }
            tensor = activation(node);
            if (tensor == null) {
                return null;
            }
        }
        return null;
    }

    private @Nullable String belowProduct(GraphNode product) {
        String input = product.inputs().get(0);
        if (isConstant(input)
                || product.inputs().size() < 2
                || !isConstant(product.inputs().get(1))) {
            return null;
        }
        GraphNode maker = makers.get(input);
        if (maker != null && maker.opType().equals("DynamicQuantizeLinear")) {
            input = maker.inputs().get(0);
        }
        return hasOtherReaders(input) ? null : input;
    }

    /** The last hidden state must have no other use than to become logits, or the other use would lose its rows. */
    private boolean hasOtherReaders(String tensor) {
        long readers = graph.nodes().stream()
                .filter(node -> node.inputs().contains(tensor))
                .count();
        return readers != 1;
    }

    /** Of the inputs of a row-wise operation, the one that depends on the request; null if that is not one. */
    private @Nullable String activation(GraphNode node) {
        String found = null;
        for (String input : node.inputs()) {
            if (input.isEmpty() || isConstant(input) || isQuantisationScale(input)) {
                continue;
            }
            if (found != null) {
                return null;
            }
            found = input;
        }
        return found;
    }

    /** A scale that dynamic quantisation works out goes around the product: it is of one value for all rows. */
    private boolean isQuantisationScale(String tensor) {
        GraphNode maker = makers.get(tensor);
        if (maker == null) {
            return false;
        }
        if (maker.opType().equals("DynamicQuantizeLinear")) {
            return maker.outputs().indexOf(tensor) > 0;
        }
        return maker.opType().equals("Mul")
                && maker.inputs().stream().allMatch(input -> isConstant(input) || isQuantisationScale(input));
    }

    private boolean isConstant(String tensor) {
        return isConstant(tensor, new HashSet<>());
    }

    private boolean isConstant(String tensor, Set<String> seen) {
        if (tensor.isEmpty() || graph.isWeight(tensor)) {
            return true;
        }
        Boolean known = constants.get(tensor);
        if (known != null) {
            return known;
        }
        GraphNode maker = makers.get(tensor);
        if (maker == null || !seen.add(tensor)) {
            return false;
        }
        List<String> inputs = maker.inputs();
        boolean constant = maker.opType().equals("Constant") || (!inputs.isEmpty() && allConstant(inputs, seen));
        constants.put(tensor, constant);
        return constant;
    }

    private boolean allConstant(List<String> inputs, Set<String> seen) {
        return inputs.stream().allMatch(input -> isConstant(input, seen));
    }
}
