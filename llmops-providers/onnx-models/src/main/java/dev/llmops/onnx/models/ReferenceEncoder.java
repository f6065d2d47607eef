package dev.llmops.onnx.models;

import dev.llmops.onnx.models.EncoderWeights.Linear;

/**
 * The forward pass of an encoder in plain Java, slow and easy to check, with sums in double precision.
 *
 * <p>Written from the papers, not from the graph: Devlin et al., "BERT"; Ba et al., "Layer normalization"; Hendrycks
 * and Gimpel, "Gaussian error linear units". Safe for concurrent use.
 */
public final class ReferenceEncoder {
    private final EncoderModel.Builder options;
    private final EncoderShape shape;
    private final EncoderWeights weights;
    private final float[] words;
    private final float[] positions;
    private final float[] types;

    ReferenceEncoder(EncoderModel.Builder options) {
        this.options = options;
        this.shape = options.shape;
        this.weights = new EncoderWeights(shape, options.seed);
        this.words = weights.table("word", shape.vocabulary());
        this.positions = weights.table("position", shape.maxPositions());
        this.types = weights.table("token_type", 2);
    }

    /**
     * {@return the vector of each token}
     *
     * @param tokens the tokens, special ones included
     * @param tokenTypes 0 or 1 for each token; not looked at by a model without token types
     */
    public float[][] vectors(int[] tokens, int[] tokenTypes) {
        return floats(stream(tokens, tokenTypes));
    }

    /** {@return the output {@code pooler_output}} */
    public float[] pooled(int[] tokens, int[] tokenTypes) {
        return floats(pooler(stream(tokens, tokenTypes)[0]));
    }

    /** {@return the logits of the text, for a model that puts out classes of texts} */
    public float[] textLogits(int[] tokens, int[] tokenTypes) {
        return floats(times(classifier(), pooler(stream(tokens, tokenTypes)[0])));
    }

    /** {@return the logits of each token, for a model that puts out classes of tokens} */
    public float[][] tokenLogits(int[] tokens, int[] tokenTypes) {
        double[][] stream = stream(tokens, tokenTypes);
        double[][] logits = new double[stream.length][];
        for (int t = 0; t < stream.length; t++) {
            logits[t] = times(classifier(), stream[t]);
        }
        return floats(logits);
    }

    /** {@return what the further layer of a sentence-transformers directory makes of a vector} */
    public float[] dense(float[] vector) {
        double[] input = new double[vector.length];
        for (int i = 0; i < vector.length; i++) {
            input[i] = vector[i];
        }
        int size = options.sentence == null ? 0 : options.sentence.dense();
        return floats(tanh(times(weights.linear("linear", size, shape.hidden()), input)));
    }

    private Linear classifier() {
        return weights.linear("classifier", options.labels.size(), shape.hidden());
    }

    private double[] pooler(double[] first) {
        return tanh(times(weights.linear("pooler.dense", shape.hidden(), shape.hidden()), first));
    }

    private double[][] stream(int[] tokens, int[] tokenTypes) {
        int size = shape.hidden();
        double[][] stream = new double[tokens.length][size];
        for (int t = 0; t < tokens.length; t++) {
            for (int i = 0; i < size; i++) {
                double type = options.tokenTypes ? types[tokenTypes[t] * size + i] : 0;
                stream[t][i] = words[tokens[t] * size + i] + positions[t * size + i] + type;
            }
            normalize(stream[t], "embeddings.LayerNorm");
        }
        for (int layer = 0; layer < shape.layers(); layer++) {
            layer(layer, stream);
        }
        return stream;
    }

    private void layer(int layer, double[][] stream) {
        String prefix = "encoder.layer." + layer + ".";
        double[][] queries = times(weights.linear(layer, "query"), stream);
        double[][] keys = times(weights.linear(layer, "key"), stream);
        double[][] values = times(weights.linear(layer, "value"), stream);
        for (int t = 0; t < stream.length; t++) {
            double[] mixed = attended(queries[t], keys, values);
            add(stream[t], times(weights.linear(layer, "output"), mixed));
            normalize(stream[t], prefix + "attention.output.LayerNorm");
            double[] wide = times(weights.linear(layer, "intermediate"), stream[t]);
            for (int i = 0; i < wide.length; i++) {
                wide[i] = wide[i] / 2 * (1 + erf(wide[i] / Math.sqrt(2)));
            }
            add(stream[t], times(weights.linear(layer, "result"), wide));
            normalize(stream[t], prefix + "output.LayerNorm");
        }
    }

    private double[] attended(double[] query, double[][] keys, double[][] values) {
        double[] result = new double[query.length];
        int size = shape.headSize();
        for (int from = 0; from < query.length; from += size) {
            double[] shares = new double[keys.length];
            double sum = 0;
            for (int t = 0; t < keys.length; t++) {
                double product = 0;
                for (int i = from; i < from + size; i++) {
                    product += query[i] * keys[t][i];
                }
                shares[t] = Math.exp(product / Math.sqrt(size));
                sum += shares[t];
            }
            for (int t = 0; t < keys.length; t++) {
                for (int i = from; i < from + size; i++) {
                    result[i] += shares[t] / sum * values[t][i];
                }
            }
        }
        return result;
    }

    private void normalize(double[] vector, String norm) {
        double mean = 0;
        for (double value : vector) {
            mean += value / vector.length;
        }
        double variance = 0;
        for (double value : vector) {
            variance += (value - mean) * (value - mean) / vector.length;
        }
        float[] scales = weights.scales(norm);
        float[] shifts = weights.shifts(norm);
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (vector[i] - mean) / Math.sqrt(variance + EncoderGraph.EPSILON) * scales[i] + shifts[i];
        }
    }

    private static double[][] times(Linear layer, double[][] vectors) {
        double[][] results = new double[vectors.length][];
        for (int t = 0; t < vectors.length; t++) {
            results[t] = times(layer, vectors[t]);
        }
        return results;
    }

    private static double[] times(Linear layer, double[] vector) {
        Matrix matrix = layer.matrix();
        float[] bias = layer.bias();
        double[] result = new double[layer.rows()];
        for (int row = 0; row < result.length; row++) {
            result[row] = bias[row];
            for (int column = 0; column < vector.length; column++) {
                result[row] += matrix.at(row, column) * vector[column];
            }
        }
        return result;
    }

    private static void add(double[] stream, double[] change) {
        for (int i = 0; i < stream.length; i++) {
            stream[i] += change[i];
        }
    }

    private static double[] tanh(double[] vector) {
        for (int i = 0; i < vector.length; i++) {
            vector[i] = Math.tanh(vector[i]);
        }
        return vector;
    }

    /** Sums 2/sqrt(pi) exp(-x^2) sum 2^n x^(2n+1) / (2n+1)!!, whose terms have one sign. */
    private static double erf(double x) {
        if (Math.abs(x) > 6) {
            return Math.signum(x);
        }
        double term = x;
        double sum = x;
        for (int n = 1; n < 200; n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }

    private static float[][] floats(double[][] rows) {
        float[][] result = new float[rows.length][];
        for (int t = 0; t < rows.length; t++) {
            result[t] = floats(rows[t]);
        }
        return result;
    }

    private static float[] floats(double[] row) {
        float[] result = new float[row.length];
        for (int i = 0; i < row.length; i++) {
            result[i] = (float) row[i];
        }
        return result;
    }
}
