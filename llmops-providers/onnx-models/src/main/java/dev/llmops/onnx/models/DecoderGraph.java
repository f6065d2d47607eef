package dev.llmops.onnx.models;

import dev.llmops.onnx.models.LinearWriter.Nibbles;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Puts the graph of a decoder together and streams its weights. Used once. */
final class DecoderGraph {
    private final DecoderModel.Builder options;
    private final DecoderShape shape;
    private final DecoderWeights weights;
    private final Graph graph = new Graph("main_graph");
    private final LinearWriter linear;
    private final AttentionNodes attention;

    DecoderGraph(DecoderModel.Builder options, WeightFile file) throws IOException {
        this.options = options;
        this.shape = options.shape;
        this.weights = new DecoderWeights(shape, options.seed);
        this.linear = new LinearWriter(graph, file, options.precision, options.block, options.accuracyLevel);
        inputs();
        this.attention = options.plainAttention
                ? new PlainAttention(graph, shape, file)
                : new GroupedAttention(graph, shape, file, options.positionIds);
    }

    private void inputs() {
        graph.input("input_ids", ElementType.INT64, "batch_size", "sequence_length");
        graph.input("attention_mask", ElementType.INT64, "batch_size", "total_sequence_length");
        if (options.positionIds) {
            graph.input("position_ids", ElementType.INT64, "batch_size", "sequence_length");
        }
        if (options.logitsToKeep) {
            graph.input("num_logits_to_keep", ElementType.INT64);
        }
        for (int layer = 0; layer < shape.layers(); layer++) {
            for (String part : List.of("key", "value")) {
                graph.input(
                        "past_key_values." + layer + "." + part,
                        ElementType.FLOAT,
                        "batch_size",
                        shape.keyHeads(),
                        "past_sequence_length",
                        shape.headSize());
            }
        }
        graph.output("logits", ElementType.FLOAT, "batch_size", "num_logits", shape.vocabulary());
        for (int layer = 0; layer < shape.layers(); layer++) {
            for (String part : List.of("key", "value")) {
                graph.output(
                        "present." + layer + "." + part,
                        ElementType.FLOAT,
                        "batch_size",
                        shape.keyHeads(),
                        "total_sequence_length",
                        shape.headSize());
            }
        }
    }

    /** {@return the model, as its .onnx file holds it} */
    byte[] model() throws IOException {
        boolean shared = options.quantizedEmbedding && shape.tied() && options.precision == Precision.Q4;
        Nibbles nibbles = options.quantizedEmbedding ? linear.nibbles(weights.embedding()) : new Nibbles(0, 0);
        String residual = options.quantizedEmbedding
                ? linear.quantizedRows("input_ids", "model.embed_tokens", weights.embedding(), nibbles, "embedding")
                : linear.rows("input_ids", "model.embed_tokens", weights.embedding(), "embedding");
        String weight = norm("model.layers.0.input_layernorm.weight", weights.inputNorm(0));
        String input = graph.add(
                Node.of("SimplifiedLayerNormalization", residual, weight)
                        .with("axis", -1)
                        .with("epsilon", shape.rmsEpsilon())
                        .with("stash_type", 1),
                "/model/layers.0/input_layernorm/output_0");
        for (int layer = 0; layer < shape.layers(); layer++) {
            String attended = attention(layer, input);
            String between = "/model/layers." + layer + "/residual_1";
            String middle = normalize(
                    residual,
                    attended,
                    DecoderWeights.name(layer, "post_attention_layernorm.weight"),
                    weights.attentionNorm(layer),
                    between);
            boolean last = layer + 1 == shape.layers();
            residual = last ? "" : "/model/layers." + layer + "/residual_2";
            input = normalize(
                    between,
                    feedForward(layer, middle),
                    last ? "model.norm.weight" : DecoderWeights.name(layer + 1, "input_layernorm.weight"),
                    last ? weights.finalNorm() : weights.inputNorm(layer + 1),
                    residual);
        }
        head(input, shared, nibbles);
        return graph.model();
    }

    private String norm(String name, float[] values) {
        return graph.floats(name, values, values.length);
    }

    private String normalize(String stream, String change, String name, float[] values, String sum) {
        Node node = Node.microsoft("SkipSimplifiedLayerNormalization", stream, change, norm(name, values))
                .with("epsilon", shape.rmsEpsilon());
        String output = "/" + name + "/output_0";
        graph.addAll(node, output, "", "", sum);
        return output;
    }

    private String attention(int layer, String input) throws IOException {
        String prefix = DecoderWeights.name(layer, "attn.");
        List<Matrix> matrices = List.of(weights.query(layer), weights.key(layer), weights.value(layer));
        float[] bias = weights.attentionBias(layer);
        String[] projected;
        if (options.packedQkv) {
            projected = new String[] {biased(input, prefix + "qkv_proj", Matrix.stacked(matrices), bias), "", ""};
        } else {
            int queries = shape.querySize();
            int keys = queries + shape.keySize();
            projected = new String[] {
                biased(input, prefix + "q_proj", matrices.get(0), Arrays.copyOfRange(bias, 0, queries)),
                biased(input, prefix + "k_proj", matrices.get(1), Arrays.copyOfRange(bias, queries, keys)),
                biased(input, prefix + "v_proj", matrices.get(2), Arrays.copyOfRange(bias, keys, bias.length))
            };
        }
        if (options.lora) {
            projected[0] = changed(layer, input, projected[0]);
        }
        String attended = attention.attend(layer, projected[0], projected[1], projected[2]);
        return linear.linear(attended, prefix + "o_proj", weights.output(layer), "/" + prefix + "o_proj/output_0");
    }

    private String changed(int layer, String input, String query) {
        String down = LoraAdapter.down(layer);
        String up = LoraAdapter.up(layer);
        graph.input(down, ElementType.FLOAT, shape.hidden(), "lora_rank");
        graph.input(up, ElementType.FLOAT, "lora_rank", shape.querySize());
        // An input with a value of its own need not be fed; of rank zero, it changes nothing.
        graph.floats(down, new float[0], shape.hidden(), 0);
        graph.floats(up, new float[0], 0, shape.querySize());
        String narrow = graph.add(Node.of("MatMul", input, down), "/" + down + "/output_0");
        String change = graph.add(Node.of("MatMul", narrow, up), "/" + up + "/output_0");
        return graph.add(Node.of("Add", query, change), "/" + up + "/sum");
    }

    private String biased(String input, String name, Matrix matrix, float[] bias) throws IOException {
        String output = linear.linear(input, name, matrix, "/" + name + "/output_0");
        if (!options.qkvBias) {
            return output;
        }
        String added = graph.floats(name + ".bias", bias, bias.length);
        return graph.add(Node.of("Add", output, added), "/" + name + "/biased");
    }

    private String feedForward(int layer, String input) throws IOException {
        String prefix = DecoderWeights.name(layer, "mlp.");
        String gate = linear.linear(input, prefix + "gate_proj", weights.gate(layer), "/" + prefix + "gate/output_0");
        String up = linear.linear(input, prefix + "up_proj", weights.up(layer), "/" + prefix + "up/output_0");
        String sigmoid = graph.add(Node.of("Sigmoid", gate), "/" + prefix + "sigmoid");
        String swish = graph.add(Node.of("Mul", gate, sigmoid), "/" + prefix + "swish");
        String passed = graph.add(Node.of("Mul", swish, up), "/" + prefix + "passed");
        return linear.linear(passed, prefix + "down_proj", weights.down(layer), "/" + prefix + "down/output_0");
    }

    private void head(String input, boolean shared, Nibbles nibbles) throws IOException {
        String wanted = input;
        if (options.logitsToKeep) {
            String first = graph.longs("keep.axis0", 0);
            String count = graph.add(Node.of("Unsqueeze", "num_logits_to_keep", first), "keep.count");
            String start = graph.add(Node.of("Neg", count), "keep.start");
            String end = graph.longs("keep.end", Long.MAX_VALUE);
            String axis = graph.longs("keep.axis1", 1);
            wanted = graph.add(Node.of("Slice", input, start, end, axis), "/lm_head/wanted");
        }
        if (shared) {
            linear.quantized(wanted, "lm_head", weights.head(), nibbles, "logits");
        } else {
            linear.linear(wanted, "lm_head", weights.head(), "logits");
        }
    }
}
