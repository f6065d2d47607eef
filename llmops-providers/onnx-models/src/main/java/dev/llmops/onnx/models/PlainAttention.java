package dev.llmops.onnx.models;

import java.io.IOException;

/**
 * Attention in standard operations, with a cache that is joined at every step, as the older exports have it.
 *
 * <p>A row sees the columns up to its own that the mask allows; columns are counted from the right, so padding may
 * stand on the left.
 */
final class PlainAttention implements AttentionNodes {
    private static final float BLOCKED = -Float.MAX_VALUE;

    private final Graph graph;
    private final DecoderShape shape;

    PlainAttention(Graph graph, DecoderShape shape, WeightFile file) throws IOException {
        this.graph = graph;
        this.shape = shape;
        RotationTables.write(graph, shape, file);
        constants();
        rotations("cos");
        rotations("sin");
        mask();
    }

    private void constants() {
        int half = shape.headSize() / 2;
        int group = shape.heads() / shape.keyHeads();
        graph.longs("axes.1", 1);
        graph.longs("axes.2", 2);
        graph.longs("axes.3", 3);
        graph.longs("split.start", 0);
        graph.longs("split.middle", half);
        graph.longs("split.end", shape.headSize());
        graph.longs("shape.heads", 0, 0, shape.heads(), shape.headSize());
        graph.longs("shape.keys", 0, 0, shape.keyHeads(), shape.headSize());
        graph.longs("shape.groups", 0, shape.keyHeads(), group, -1, shape.headSize());
        graph.longs("shape.joined", 0, -1, shape.querySize());
        graph.longs("shape.ungrouped", 0, shape.heads(), -1, shape.headSize());
        graph.scalar("scale", (float) (1 / Math.sqrt(shape.headSize())));
    }

    /** Looks the angles of the positions up, for both halves of a head: [batch, 1, sequence, headSize]. */
    private void rotations(String name) {
        String half =
                graph.add(Node.of("Gather", name + "_cache", "position_ids").with("axis", 0), name + ".half");
        String whole = graph.add(Node.of("Concat", half, half).with("axis", -1), name + ".whole");
        graph.add(Node.of("Unsqueeze", whole, "axes.1"), name);
    }

    /** Makes what is added to the scores: [batch, 1, 1, sequence, total]. */
    private void mask() {
        String zero = graph.scalar("number.0", 0L);
        String one = graph.scalar("number.1", 1L);
        String ids = graph.add(Node.of("Shape", "input_ids"), "ids.shape");
        String length = graph.add(Node.of("Gather", ids, one).with("axis", 0), "length");
        String size = graph.add(Node.of("Shape", "attention_mask"), "mask.shape");
        String total = graph.add(Node.of("Gather", size, one).with("axis", 0), "total");
        String past = graph.add(Node.of("Sub", total, length), "past");
        String columns = graph.add(Node.of("Range", zero, total, one), "columns");
        String places = graph.add(Node.of("Range", past, total, one), "places");
        String rows = graph.add(Node.of("Unsqueeze", places, "axes.1"), "rows");
        String later = graph.add(Node.of("Greater", columns, rows), "later");
        String padding = graph.add(Node.of("Equal", "attention_mask", zero), "padding");
        String axes = graph.longs("axes.123", 1, 2, 3);
        String wide = graph.add(Node.of("Unsqueeze", padding, axes), "padding.wide");
        String blocked = graph.add(Node.of("Or", later, wide), "blocked");
        String no = graph.scalar("score.no", BLOCKED);
        String yes = graph.scalar("score.yes", 0f);
        graph.add(Node.of("Where", blocked, no, yes), "mask");
    }

    @Override
    public String attend(int layer, String query, String key, String value) {
        String prefix = "/model/layers." + layer + "/attn/";
        String queries = turned(split(query, "shape.heads", prefix + "q"), prefix + "q");
        String newKeys = turned(split(key, "shape.keys", prefix + "k"), prefix + "k");
        String keys = join(layer, "key", newKeys);
        String values = join(layer, "value", split(value, "shape.keys", prefix + "v"));

        String grouped = graph.add(Node.of("Reshape", queries, "shape.groups"), prefix + "q.grouped");
        String wideKeys = graph.add(Node.of("Unsqueeze", keys, "axes.2"), prefix + "k.wide");
        String flipped = transposed(wideKeys, prefix + "k.flipped", 0, 1, 2, 4, 3);
        String product = graph.add(Node.of("MatMul", grouped, flipped), prefix + "product");
        String scaled = graph.add(Node.of("Mul", product, "scale"), prefix + "scaled");
        String masked = graph.add(Node.of("Add", scaled, "mask"), prefix + "masked");
        String shares = graph.add(Node.of("Softmax", masked).with("axis", -1), prefix + "shares");
        String wideValues = graph.add(Node.of("Unsqueeze", values, "axes.2"), prefix + "v.wide");
        String mixed = graph.add(Node.of("MatMul", shares, wideValues), prefix + "mixed");
        String ungrouped = graph.add(Node.of("Reshape", mixed, "shape.ungrouped"), prefix + "ungrouped");
        String turnedBack = transposed(ungrouped, prefix + "turned", 0, 2, 1, 3);
        return graph.add(Node.of("Reshape", turnedBack, "shape.joined"), prefix + "joined");
    }

    private String join(int layer, String part, String added) {
        String past = "past_key_values." + layer + "." + part;
        return graph.add(Node.of("Concat", past, added).with("axis", 2), "present." + layer + "." + part);
    }

    private String split(String input, String size, String prefix) {
        String apart = graph.add(Node.of("Reshape", input, size), prefix + ".apart");
        return transposed(apart, prefix + ".heads", 0, 2, 1, 3);
    }

    private String transposed(String input, String output, long... order) {
        return graph.add(Node.of("Transpose", input).with("perm", order), output);
    }

    private String turned(String input, String prefix) {
        String first = graph.add(Node.of("Slice", input, "split.start", "split.middle", "axes.3"), prefix + ".first");
        String second = graph.add(Node.of("Slice", input, "split.middle", "split.end", "axes.3"), prefix + ".second");
        String negative = graph.add(Node.of("Neg", second), prefix + ".negative");
        String crossed = graph.add(Node.of("Concat", negative, first).with("axis", -1), prefix + ".crossed");
        String straight = graph.add(Node.of("Mul", input, "cos"), prefix + ".straight");
        String across = graph.add(Node.of("Mul", crossed, "sin"), prefix + ".across");
        return graph.add(Node.of("Add", straight, across), prefix + ".rotated");
    }
}
