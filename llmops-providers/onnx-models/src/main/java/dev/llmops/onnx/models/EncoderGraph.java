package dev.llmops.onnx.models;

import dev.llmops.onnx.models.EncoderModel.Task;
import dev.llmops.onnx.models.EncoderWeights.Linear;

/** Puts the graph of an encoder together. Used once. */
final class EncoderGraph {
    static final float EPSILON = 1e-12f;

    private final EncoderModel.Builder options;
    private final EncoderShape shape;
    private final EncoderWeights weights;
    private final Graph graph = new Graph("main_graph");

    EncoderGraph(EncoderModel.Builder options) {
        this.options = options;
        this.shape = options.shape;
        this.weights = new EncoderWeights(shape, options.seed);
    }

    /** {@return the model, as its .onnx file holds it} */
    byte[] model() {
        graph.input("input_ids", ElementType.INT64, "batch_size", "sequence_length");
        graph.input("attention_mask", ElementType.INT64, "batch_size", "sequence_length");
        if (options.tokenTypes) {
            graph.input("token_type_ids", ElementType.INT64, "batch_size", "sequence_length");
        }
        constants();
        mask();
        String stream = embedding();
        for (int layer = 0; layer < shape.layers(); layer++) {
            stream = layer(layer, stream);
        }
        outputs(stream);
        return graph.model();
    }

    private void constants() {
        graph.longs("axes.12", 1, 2);
        graph.longs("shape.heads", 0, 0, shape.heads(), shape.headSize());
        graph.longs("shape.joined", 0, 0, shape.hidden());
        graph.scalar("scale", (float) (1 / Math.sqrt(shape.headSize())));
        graph.scalar("one", 1f);
        graph.scalar("half", 0.5f);
        graph.scalar("root", (float) Math.sqrt(2));
        graph.scalar("blocked", -Float.MAX_VALUE);
    }

    private void mask() {
        String ones = graph.add(Node.of("Cast", "attention_mask").with("to", 1), "mask.float");
        String wide = graph.add(Node.of("Unsqueeze", ones, "axes.12"), "mask.wide");
        String zeros = graph.add(Node.of("Sub", "one", wide), "mask.inverse");
        graph.add(Node.of("Mul", zeros, "blocked"), "mask");
    }

    private String embedding() {
        String zero = graph.scalar("number.0", 0L);
        String one = graph.scalar("number.1", 1L);
        String size = graph.add(Node.of("Shape", "input_ids"), "ids.shape");
        String length = graph.add(Node.of("Gather", size, one).with("axis", 0), "length");
        String places = graph.add(Node.of("Range", zero, length, one), "places");
        String words = rows("word", shape.vocabulary(), "input_ids");
        String positions = rows("position", shape.maxPositions(), places);
        String sum = graph.add(Node.of("Add", words, positions), "embeddings.sum");
        if (options.tokenTypes) {
            sum = graph.add(Node.of("Add", sum, rows("token_type", 2, "token_type_ids")), "embeddings.typed");
        }
        return normalized(sum, "embeddings.LayerNorm");
    }

    private String rows(String name, int count, String places) {
        String full = "embeddings." + name + "_embeddings";
        String table = graph.floats(full + ".weight", weights.table(name, count), count, shape.hidden());
        return graph.add(Node.of("Gather", table, places).with("axis", 0), full);
    }

    private String normalized(String input, String name) {
        String scales = graph.floats(name + ".weight", weights.scales(name), shape.hidden());
        String shifts = graph.floats(name + ".bias", weights.shifts(name), shape.hidden());
        Node node = Node.of("LayerNormalization", input, scales, shifts)
                .with("axis", -1)
                .with("epsilon", EPSILON);
        return graph.add(node, name + "/output_0");
    }

    private String linear(String input, Linear layer) {
        Matrix matrix = layer.matrix();
        float[] transposed = new float[layer.rows() * layer.columns()];
        for (int i = 0; i < transposed.length; i++) {
            transposed[i] = matrix.at(i % layer.rows(), i / layer.rows());
        }
        String weight = graph.floats(layer.name() + ".weight", transposed, layer.columns(), layer.rows());
        String product = graph.add(Node.of("MatMul", input, weight), layer.name() + "/product");
        String bias = graph.floats(layer.name() + ".bias", layer.bias(), layer.rows());
        return graph.add(Node.of("Add", product, bias), layer.name() + "/output_0");
    }

    private String layer(int layer, String stream) {
        String prefix = "encoder.layer." + layer + ".";
        String query = heads(linear(stream, weights.linear(layer, "query")), prefix + "query", 0, 2, 1, 3);
        String key = heads(linear(stream, weights.linear(layer, "key")), prefix + "key", 0, 2, 3, 1);
        String value = heads(linear(stream, weights.linear(layer, "value")), prefix + "value", 0, 2, 1, 3);
        String product = graph.add(Node.of("MatMul", query, key), prefix + "product");
        String scaled = graph.add(Node.of("Mul", product, "scale"), prefix + "scaled");
        String masked = graph.add(Node.of("Add", scaled, "mask"), prefix + "masked");
        String shares = graph.add(Node.of("Softmax", masked).with("axis", -1), prefix + "shares");
        String mixed = graph.add(Node.of("MatMul", shares, value), prefix + "mixed");
        String turned = graph.add(Node.of("Transpose", mixed).with("perm", new long[] {0, 2, 1, 3}), prefix + "turned");
        String joined = graph.add(Node.of("Reshape", turned, "shape.joined"), prefix + "joined");
        String attended = linear(joined, weights.linear(layer, "output"));
        String middle = normalized(
                graph.add(Node.of("Add", attended, stream), prefix + "sum_1"), prefix + "attention.output.LayerNorm");
        String wide = gelu(linear(middle, weights.linear(layer, "intermediate")), prefix + "gelu");
        String result = linear(wide, weights.linear(layer, "result"));
        return normalized(graph.add(Node.of("Add", result, middle), prefix + "sum_2"), prefix + "output.LayerNorm");
    }

    private String heads(String input, String prefix, long... order) {
        String apart = graph.add(Node.of("Reshape", input, "shape.heads"), prefix + ".apart");
        return graph.add(Node.of("Transpose", apart).with("perm", order), prefix + ".heads");
    }

    private String gelu(String input, String prefix) {
        String small = graph.add(Node.of("Div", input, "root"), prefix + ".small");
        String error = graph.add(Node.of("Erf", small), prefix + ".error");
        String sum = graph.add(Node.of("Add", error, "one"), prefix + ".sum");
        String product = graph.add(Node.of("Mul", input, sum), prefix + ".product");
        return graph.add(Node.of("Mul", product, "half"), prefix + ".result");
    }

    private void outputs(String stream) {
        ElementType main = options.half ? ElementType.FLOAT16 : ElementType.FLOAT;
        if (options.task == Task.VECTORS) {
            graph.add(Node.of("Cast", stream).with("to", main.code()), "last_hidden_state");
            graph.output("last_hidden_state", main, "batch_size", "sequence_length", shape.hidden());
            if (options.pooled) {
                graph.add(Node.of("Identity", pooler(stream)), "pooler_output");
                graph.output("pooler_output", ElementType.FLOAT, "batch_size", shape.hidden());
                sentence(stream);
                graph.output("sentence_embedding", ElementType.FLOAT, "batch_size", shape.hidden());
            }
            return;
        }
        boolean perText = options.task == Task.TEXT_CLASSES;
        int count = options.labels.size();
        Linear classes = weights.linear("classifier", count, shape.hidden());
        String logits = linear(perText ? pooler(stream) : stream, classes);
        graph.add(Node.of("Cast", logits).with("to", main.code()), "logits");
        if (perText) {
            graph.output("logits", main, "batch_size", count);
        } else {
            graph.output("logits", main, "batch_size", "sequence_length", count);
        }
    }

    private String pooler(String stream) {
        String first = graph.scalar("pooler.first", 0L);
        String vector = graph.add(Node.of("Gather", stream, first).with("axis", 1), "pooler.vector");
        String dense = linear(vector, weights.linear("pooler.dense", shape.hidden(), shape.hidden()));
        return graph.add(Node.of("Tanh", dense), "pooler.result");
    }

    private void sentence(String stream) {
        String last = graph.longs("axes.2", 2);
        String first = graph.longs("axes.1", 1);
        String wide = graph.add(Node.of("Unsqueeze", "mask.float", last), "sentence.mask");
        String kept = graph.add(Node.of("Mul", stream, wide), "sentence.kept");
        String sum = graph.add(Node.of("ReduceSum", kept, first).with("keepdims", 0), "sentence.sum");
        String count = graph.add(Node.of("ReduceSum", wide, first).with("keepdims", 0), "sentence.count");
        String mean = graph.add(Node.of("Div", sum, count), "sentence.mean");
        String length = graph.add(Node.of("ReduceL2", mean, first).with("keepdims", 1), "sentence.length");
        graph.add(Node.of("Div", mean, length), "sentence_embedding");
    }
}
