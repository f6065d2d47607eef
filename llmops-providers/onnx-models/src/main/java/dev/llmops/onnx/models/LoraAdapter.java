package dev.llmops.onnx.models;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A low-rank change of the queries of a decoder, with random weights.
 *
 * <p>Source: Hu et al., "LoRA".
 *
 * @param seed what the weights are drawn from
 * @param rank how many directions are changed
 */
public record LoraAdapter(long seed, int rank) {
    /** {@return the name of the matrix to few values} */
    static String down(int layer) {
        return DecoderWeights.name(layer, "attn.q_proj.lora_A.weight");
    }

    /** {@return the name of the matrix back} */
    static String up(int layer) {
        return DecoderWeights.name(layer, "attn.q_proj.lora_B.weight");
    }

    /** {@return the tensors, by name} */
    Map<String, Tensor> tensors(DecoderShape shape) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (int layer = 0; layer < shape.layers(); layer++) {
            tensors.put(down(layer), tensor(down(layer), shape.hidden(), rank));
            tensors.put(up(layer), tensor(up(layer), rank, shape.querySize()));
        }
        return tensors;
    }

    private Tensor tensor(String name, int rows, int columns) {
        float deviation = (float) (1 / Math.sqrt(rows));
        return new Tensor(rows, columns, new RandomTensor(seed, name, 0, deviation).first(rows * columns));
    }

    /** Adds the change to the matrix of queries, which has a row for each output. */
    void change(DecoderShape shape, int layer, float[][] query) {
        Map<String, Tensor> tensors = tensors(shape);
        Tensor down = Objects.requireNonNull(tensors.get(down(layer)));
        Tensor up = Objects.requireNonNull(tensors.get(up(layer)));
        for (int output = 0; output < query.length; output++) {
            for (int input = 0; input < query[output].length; input++) {
                double sum = 0;
                for (int i = 0; i < rank; i++) {
                    sum += (double) down.at(input, i) * up.at(i, output);
                }
                query[output][input] += (float) sum;
            }
        }
    }

    /** A matrix, row by row. */
    static final class Tensor {
        private final int rows;
        private final int columns;
        private final float[] values;

        Tensor(int rows, int columns, float[] values) {
            this.rows = rows;
            this.columns = columns;
            this.values = values;
        }

        int rows() {
            return rows;
        }

        int columns() {
            return columns;
        }

        float[] values() {
            return values;
        }

        float at(int row, int column) {
            return values[row * columns + column];
        }
    }
}
