package dev.llmops.onnx.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The forward pass of a decoder in plain Java, slow and easy to check, with sums in double precision.
 *
 * <p>Written from the papers, not from the graph: Touvron et al., "LLaMA"; Zhang and Sennrich, "Root mean square layer
 * normalization"; Su et al., "RoFormer"; Shazeer, "GLU variants"; Ainslie et al., "GQA". Rounded matrices are taken as
 * the model sees them. Safe for concurrent use.
 */
public final class ReferenceDecoder {
    private final DecoderShape shape;
    private final Rotations rotations;
    private final List<Layer> layers = new ArrayList<>();
    private final float[][] embedding;
    private final float[][] head;
    private final float[] norm;

    ReferenceDecoder(DecoderModel.Builder options, @Nullable LoraAdapter adapter) {
        this.shape = options.shape;
        this.rotations = new Rotations(shape);
        DecoderWeights weights = new DecoderWeights(shape, options.seed);
        int block = options.precision == Precision.Q4 ? options.block : 0;
        for (int layer = 0; layer < shape.layers(); layer++) {
            layers.add(new Layer(weights, layer, block, options.qkvBias, shape));
            if (adapter != null) {
                adapter.change(shape, layer, layers.get(layer).query);
            }
        }
        this.embedding = dense(weights.embedding(), options.quantizedEmbedding ? options.block : 0);
        this.head = dense(weights.head(), block);
        this.norm = weights.finalNorm();
    }

    /** {@return the logits after each token: a row for each token, a column for each token of the vocabulary} */
    public float[][] logits(int... tokens) {
        double[][] stream = new double[tokens.length][];
        for (int t = 0; t < tokens.length; t++) {
            stream[t] = new double[shape.hidden()];
            for (int i = 0; i < shape.hidden(); i++) {
                stream[t][i] = embedding[tokens[t]][i];
            }
        }
        for (Layer layer : layers) {
            layer.apply(stream);
        }
        float[][] logits = new float[tokens.length][shape.vocabulary()];
        for (int t = 0; t < tokens.length; t++) {
            double[] last = times(head, normalized(stream[t], norm));
            for (int i = 0; i < last.length; i++) {
                logits[t][i] = (float) last[i];
            }
        }
        return logits;
    }

    /** {@return the token with the highest logit after {@code tokens}, {@code count} times in a row} */
    public int[] greedy(int[] tokens, int count) {
        int[] all = Arrays.copyOf(tokens, tokens.length + count);
        for (int at = tokens.length; at < all.length; at++) {
            float[] last = logits(Arrays.copyOf(all, at))[at - 1];
            int best = 0;
            for (int i = 1; i < last.length; i++) {
                best = last[i] > last[best] ? i : best;
            }
            all[at] = best;
        }
        return Arrays.copyOfRange(all, tokens.length, all.length);
    }

    private static float[][] dense(Matrix matrix, int block) {
        float[][] rows = new float[matrix.rows()][matrix.columns()];
        BlockQuantizer quantizer = block == 0 ? null : new BlockQuantizer(matrix.columns(), block);
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < rows[row].length; column++) {
                rows[row][column] = matrix.at(row, column);
            }
            if (quantizer != null) {
                quantizer.quantize(rows[row]);
                for (int column = 0; column < rows[row].length; column++) {
                    rows[row][column] = quantizer.restored(column);
                }
            }
        }
        return rows;
    }

    private static double[] times(float[][] matrix, double[] vector) {
        double[] product = new double[matrix.length];
        for (int row = 0; row < matrix.length; row++) {
            double sum = 0;
            for (int column = 0; column < vector.length; column++) {
                sum += matrix[row][column] * vector[column];
            }
            product[row] = sum;
        }
        return product;
    }

    private double[] normalized(double[] vector, float[] weight) {
        double squares = 0;
        for (double value : vector) {
            squares += value * value;
        }
        double factor = 1 / Math.sqrt(squares / vector.length + shape.rmsEpsilon());
        double[] result = new double[vector.length];
        for (int i = 0; i < vector.length; i++) {
            result[i] = vector[i] * factor * weight[i];
        }
        return result;
    }

    /** One layer: attention, then the gated part, each added to the stream. */
    private final class Layer {
        private final float[][] query;
        private final float[][] key;
        private final float[][] value;
        private final float[][] output;
        private final float[][] gate;
        private final float[][] up;
        private final float[][] down;
        private final float[] bias;
        private final float[] inputNorm;
        private final float[] attentionNorm;

        Layer(DecoderWeights weights, int layer, int block, boolean biased, DecoderShape shape) {
            this.query = dense(weights.query(layer), block);
            this.key = dense(weights.key(layer), block);
            this.value = dense(weights.value(layer), block);
            this.output = dense(weights.output(layer), block);
            this.gate = dense(weights.gate(layer), block);
            this.up = dense(weights.up(layer), block);
            this.down = dense(weights.down(layer), block);
            this.bias = biased ? weights.attentionBias(layer) : new float[shape.querySize() + 2 * shape.keySize()];
            this.inputNorm = weights.inputNorm(layer);
            this.attentionNorm = weights.attentionNorm(layer);
        }

        void apply(double[][] stream) {
            List<double[]> keys = new ArrayList<>();
            List<double[]> values = new ArrayList<>();
            for (int t = 0; t < stream.length; t++) {
                double[] input = normalized(stream[t], inputNorm);
                double[] q = turned(plusBias(times(query, input), 0), t);
                keys.add(turned(plusBias(times(key, input), shape.querySize()), t));
                values.add(plusBias(times(value, input), shape.querySize() + shape.keySize()));
                add(stream[t], times(output, attended(q, keys, values)));
            }
            for (double[] position : stream) {
                add(position, feedForward(normalized(position, attentionNorm)));
            }
        }

        private double[] plusBias(double[] vector, int from) {
            for (int i = 0; i < vector.length; i++) {
                vector[i] += bias[from + i];
            }
            return vector;
        }

        private double[] turned(double[] vector, int position) {
            int half = shape.headSize() / 2;
            for (int start = 0; start < vector.length; start += shape.headSize()) {
                for (int i = start; i < start + half; i++) {
                    double angle = rotations.angle(position, i - start);
                    double first = vector[i];
                    double second = vector[i + half];
                    vector[i] = first * Math.cos(angle) - second * Math.sin(angle);
                    vector[i + half] = second * Math.cos(angle) + first * Math.sin(angle);
                }
            }
            return vector;
        }

        private double[] attended(double[] q, List<double[]> keys, List<double[]> values) {
            double[] result = new double[q.length];
            int size = shape.headSize();
            for (int h = 0; h < shape.heads(); h++) {
                int from = h / (shape.heads() / shape.keyHeads()) * size;
                double[] shares = new double[keys.size()];
                double highest = Double.NEGATIVE_INFINITY;
                for (int t = 0; t < shares.length; t++) {
                    for (int i = 0; i < size; i++) {
                        shares[t] += q[h * size + i] * keys.get(t)[from + i];
                    }
                    shares[t] /= Math.sqrt(size);
                    highest = Math.max(highest, shares[t]);
                }
                double sum = 0;
                for (int t = 0; t < shares.length; t++) {
                    shares[t] = Math.exp(shares[t] - highest);
                    sum += shares[t];
                }
                for (int t = 0; t < shares.length; t++) {
                    for (int i = 0; i < size; i++) {
                        result[h * size + i] += shares[t] / sum * values.get(t)[from + i];
                    }
                }
            }
            return result;
        }

        private double[] feedForward(double[] input) {
            double[] gated = times(gate, input);
            double[] passing = times(up, input);
            for (int i = 0; i < gated.length; i++) {
                gated[i] = gated[i] / (1 + Math.exp(-gated[i])) * passing[i];
            }
            return times(down, gated);
        }

        private static void add(double[] stream, double[] change) {
            for (int i = 0; i < stream.length; i++) {
                stream[i] += change[i];
            }
        }
    }
}
