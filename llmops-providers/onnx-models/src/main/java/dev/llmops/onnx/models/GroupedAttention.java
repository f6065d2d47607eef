package dev.llmops.onnx.models;

import java.io.IOException;

/** Attention as one operation, GroupQueryAttention, as the newer exports have it. */
final class GroupedAttention implements AttentionNodes {
    private final Graph graph;
    private final DecoderShape shape;
    private final boolean turnedOutside;

    GroupedAttention(Graph graph, DecoderShape shape, WeightFile file, boolean turnedOutside) throws IOException {
        this.graph = graph;
        this.shape = shape;
        this.turnedOutside = turnedOutside;
        lengths();
        RotationTables.write(graph, shape, file);
    }

    private void lengths() {
        String axis = graph.longs("mask.axis", 1);
        String sum = graph.add(Node.of("ReduceSum", "attention_mask", axis).with("keepdims", 0), "mask.sum");
        String one = graph.longs("mask.one", 1);
        String less = graph.add(Node.of("Sub", sum, one), "mask.less");
        graph.add(Node.of("Cast", less).with("to", 6), "seqlens_k");
        String size = graph.add(Node.of("Shape", "attention_mask"), "mask.shape");
        String index = graph.scalar("mask.index", 1L);
        String total = graph.add(Node.of("Gather", size, index).with("axis", 0), "mask.total");
        graph.add(Node.of("Cast", total).with("to", 6), "total_length");
    }

    @Override
    public String attend(int layer, String query, String key, String value) {
        String prefix = "/model/layers." + layer + "/attn/";
        boolean outside = turnedOutside && !key.isEmpty();
        String turnedQuery = outside ? turn(query, prefix + "q_rotary") : query;
        String turnedKey = outside ? turn(key, prefix + "k_rotary") : key;
        String past = "past_key_values." + layer;
        Node node = Node.microsoft(
                        "GroupQueryAttention",
                        turnedQuery,
                        turnedKey,
                        value,
                        past + ".key",
                        past + ".value",
                        "seqlens_k",
                        "total_length",
                        outside ? "" : RotationTables.COSINES,
                        outside ? "" : RotationTables.SINES,
                        turnedOutside && !outside ? "position_ids" : "")
                .with("num_heads", shape.heads())
                .with("kv_num_heads", shape.keyHeads())
                .with("scale", (float) (1 / Math.sqrt(shape.headSize())))
                .with("do_rotary", outside ? 0 : 1)
                .with("rotary_interleaved", 0)
                .with("local_window_size", -1);
        String output = prefix + "GroupQueryAttention/output_0";
        graph.addAll(node, output, "present." + layer + ".key", "present." + layer + ".value");
        return output;
    }

    private String turn(String input, String output) {
        Node node = Node.microsoft(
                        "RotaryEmbedding", input, "position_ids", RotationTables.COSINES, RotationTables.SINES)
                .with("interleaved", 0);
        return graph.add(node, output);
    }
}
