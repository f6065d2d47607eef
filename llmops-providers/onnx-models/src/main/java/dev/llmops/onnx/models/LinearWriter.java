package dev.llmops.onnx.models;

import java.io.IOException;

/** Writes linear layers and embeddings into a graph, and their weights into its file. Not safe for concurrent use. */
final class LinearWriter {
    private final Graph graph;
    private final WeightFile file;
    private final Precision precision;
    private final int block;
    private final int accuracyLevel;

    /** Creates a writer; an {@code accuracyLevel} below zero leaves the attribute out. */
    LinearWriter(Graph graph, WeightFile file, Precision precision, int block, int accuracyLevel) {
        this.graph = graph;
        this.file = file;
        this.precision = precision;
        this.block = block;
        this.accuracyLevel = accuracyLevel;
    }

    /** {@return {@code output}, which is {@code input} times the matrix} */
    String linear(String input, String name, Matrix matrix, String output) throws IOException {
        if (precision == Precision.FP32) {
            long offset = file.align();
            for (int column = 0; column < matrix.columns(); column++) {
                for (int row = 0; row < matrix.rows(); row++) {
                    file.write(matrix.at(row, column));
                }
            }
            String weight =
                    graph.external(name + ".weight", ElementType.FLOAT, file, offset, matrix.columns(), matrix.rows());
            return graph.add(Node.of("MatMul", input, weight), output);
        }
        return quantized(input, name, matrix, nibbles(matrix), output);
    }

    /** {@return {@code output}, the rows of the matrix that {@code input} names} */
    String rows(String input, String name, Matrix matrix, String output) throws IOException {
        long offset = file.align();
        for (int row = 0; row < matrix.rows(); row++) {
            for (int column = 0; column < matrix.columns(); column++) {
                file.write(matrix.at(row, column));
            }
        }
        String weight =
                graph.external(name + ".weight", ElementType.FLOAT, file, offset, matrix.rows(), matrix.columns());
        return graph.add(Node.of("Gather", weight, input).with("axis", 0), output);
    }

    /** {@return {@code output}, the rows of a rounded matrix that {@code input} names} */
    String quantizedRows(String input, String name, Matrix matrix, Nibbles nibbles, String output) {
        int blocks = BlockQuantizer.blocks(matrix.columns(), block);
        String data = graph.external(
                name + ".weight_Q4", ElementType.UINT8, file, nibbles.data(), matrix.rows(), (long) blocks * block / 2);
        String scales = graph.external(
                name + ".weight_scales", ElementType.FLOAT, file, nibbles.scales(), matrix.rows(), blocks);
        Node node = Node.microsoft("GatherBlockQuantized", data, input, scales)
                .with("bits", 4)
                .with("block_size", block)
                .with("gather_axis", 0)
                .with("quantize_axis", 1);
        return graph.add(node, output);
    }

    /** {@return {@code output}, which is {@code input} times a rounded matrix} */
    String quantized(String input, String name, Matrix matrix, Nibbles nibbles, String output) {
        int blocks = BlockQuantizer.blocks(matrix.columns(), block);
        String data = graph.external(
                name + ".MatMul.weight_Q4", ElementType.UINT8, file, nibbles.data(), matrix.rows(), blocks, block / 2);
        String scales = graph.external(
                name + ".MatMul.weight_scales",
                ElementType.FLOAT,
                file,
                nibbles.scales(),
                (long) matrix.rows() * blocks);
        Node node = Node.microsoft("MatMulNBits", input, data, scales)
                .with("K", matrix.columns())
                .with("N", matrix.rows())
                .with("bits", 4)
                .with("block_size", block);
        if (accuracyLevel >= 0) {
            node.with("accuracy_level", accuracyLevel);
        }
        return graph.add(node, output);
    }

    /** {@return where the rounded matrix now lies in the file} */
    Nibbles nibbles(Matrix matrix) throws IOException {
        BlockQuantizer quantizer = new BlockQuantizer(matrix.columns(), block);
        int blocks = BlockQuantizer.blocks(matrix.columns(), block);
        float[] scales = new float[matrix.rows() * blocks];
        float[] weights = new float[matrix.columns()];
        long data = file.align();
        for (int row = 0; row < matrix.rows(); row++) {
            for (int column = 0; column < weights.length; column++) {
                weights[column] = matrix.at(row, column);
            }
            quantizer.quantize(weights);
            file.write(quantizer.packed());
            System.arraycopy(quantizer.scales(), 0, scales, row * blocks, blocks);
        }
        long start = file.align();
        for (float scale : scales) {
            file.write(scale);
        }
        return new Nibbles(data, start);
    }

    /**
     * Where a rounded matrix lies.
     *
     * @param data the offset of the nibbles, in bytes
     * @param scales the offset of the scales, in bytes
     */
    record Nibbles(long data, long scales) {}
}
