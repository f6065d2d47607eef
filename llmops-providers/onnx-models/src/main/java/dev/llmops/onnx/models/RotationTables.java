package dev.llmops.onnx.models;

import java.io.IOException;

/** Puts the tables of rotary positions into a graph, as {@code cos_cache} and {@code sin_cache}. */
final class RotationTables {
    static final String COSINES = "cos_cache";
    static final String SINES = "sin_cache";

    private RotationTables() {}

    static void write(Graph graph, DecoderShape shape, WeightFile file) throws IOException {
        Rotations rotations = new Rotations(shape);
        write(graph, shape, file, COSINES, rotations.cosines());
        write(graph, shape, file, SINES, rotations.sines());
    }

    private static void write(Graph graph, DecoderShape shape, WeightFile file, String name, float[] table)
            throws IOException {
        long offset = file.align();
        for (float value : table) {
            file.write(value);
        }
        graph.external(name, ElementType.FLOAT, file, offset, shape.maxPositions(), shape.headSize() / 2);
    }
}
