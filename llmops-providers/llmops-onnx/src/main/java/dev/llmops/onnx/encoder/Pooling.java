package dev.llmops.onnx.encoder;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.onnx.ModelDirectoryException;
import dev.llmops.onnx.files.JsonFile;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes one vector of the vectors of a text's tokens; several ways of pooling are joined end to end.
 *
 * <p>Source of the names, the order and the arithmetic: the module Pooling of sentence-transformers. Immutable.
 *
 * @param modes the ways, in the order in which they are joined
 * @param prompt whether the tokens of a prompt count
 */
public record Pooling(List<Mode> modes, boolean prompt) {
    /** The mean of all tokens. */
    static final Pooling MEAN = new Pooling(List.of(Mode.MEAN), true);

    /** Copies the modes. */
    public Pooling {
        modes = List.copyOf(modes);
    }

    /** {@return what the {@code config.json} of a pooling module says} */
    static Pooling read(Path file) {
        JsonNode config = JsonFile.read(file);
        List<Mode> modes = new ArrayList<>();
        for (Mode mode : Mode.values()) {
            boolean named = mode.name.equals(config.path("pooling_mode").asText() + mode.suffix)
                    || mode.name.equals(config.path("pooling_mode").asText());
            if (named || config.path("pooling_mode_" + mode.name).asBoolean()) {
                modes.add(mode);
            }
        }
        if (modes.isEmpty()) {
            throw new ModelDirectoryException(
                    file, "It switches no way of pooling on that is known.", "Check the fields pooling_mode_….");
        }
        return new Pooling(modes, config.path("include_prompt").asBoolean(true));
    }

    /** {@return how long a vector is, made of tokens with {@code width} values} */
    int size(int width) {
        return modes.size() * width;
    }

    /**
     * {@return the vector of a text}
     *
     * @param output holds the vectors of the tokens, one after the other
     * @param from where the first one begins
     * @param tokens how many there are
     * @param width how long each is
     * @param promptTokens how many at the beginning belong to a prompt
     */
    float[] pool(FloatBuffer output, int from, int tokens, int width, int promptTokens) {
        float[] vector = new float[size(width)];
        if (tokens == 0) {
            return vector;
        }
        int first = prompt ? 0 : Math.min(promptTokens, tokens - 1);
        for (int i = 0; i < modes.size(); i++) {
            modes.get(i).pool(new Tokens(output, from, first, tokens, width), vector, i * width);
        }
        return vector;
    }

    /** A way of pooling. */
    public enum Mode {
        /** The first token. */
        CLS("cls_token", "_token") {
            @Override
            void pool(Tokens tokens, float[] vector, int at) {
                tokens.copy(0, vector, at);
            }
        },
        /** The largest value of any token, in each place. */
        MAX("max_tokens", "_tokens") {
            @Override
            void pool(Tokens tokens, float[] vector, int at) {
                tokens.copy(tokens.first, vector, at);
                float[] row = new float[tokens.width];
                for (int token = tokens.first + 1; token < tokens.count; token++) {
                    tokens.copy(token, row, 0);
                    for (int i = 0; i < row.length; i++) {
                        vector[at + i] = Math.max(vector[at + i], row[i]);
                    }
                }
            }
        },
        /** The mean of all tokens. */
        MEAN("mean_tokens", "_tokens") {
            @Override
            void pool(Tokens tokens, float[] vector, int at) {
                tokens.weighted(vector, at, false, tokens.count - tokens.first);
            }
        },
        /** The sum of all tokens, divided by the root of their number. */
        MEAN_SQRT_LENGTH("mean_sqrt_len_tokens", "_tokens") {
            @Override
            void pool(Tokens tokens, float[] vector, int at) {
                tokens.weighted(vector, at, false, Math.sqrt(tokens.count - tokens.first));
            }
        },
        /** The mean of all tokens, the later ones counting more. */
        WEIGHTED_MEAN("weightedmean_tokens", "_tokens") {
            @Override
            void pool(Tokens tokens, float[] vector, int at) {
                double all = tokens.count * (tokens.count + 1.0) / 2;
                double before = tokens.first * (tokens.first + 1.0) / 2;
                tokens.weighted(vector, at, true, all - before);
            }
        },
        /** The last token. */
        LAST("lasttoken", "") {
            @Override
            void pool(Tokens tokens, float[] vector, int at) {
                tokens.copy(tokens.count - 1, vector, at);
            }
        };

        private final String name;
        private final String suffix;

        Mode(String name, String suffix) {
            this.name = name;
            this.suffix = suffix;
        }

        abstract void pool(Tokens tokens, float[] vector, int at);
    }

    /**
     * The vectors of a text's tokens.
     *
     * @param output where they are
     * @param from where the first one begins
     * @param first the first token that counts
     * @param count how many there are, those that do not count included
     * @param width how long each is
     */
    record Tokens(FloatBuffer output, int from, int first, int count, int width) {
        void copy(int token, float[] target, int at) {
            output.get(from + token * width, target, at, width);
        }

        void weighted(float[] target, int at, boolean byPlace, double divisor) {
            double[] sums = new double[width];
            float[] row = new float[width];
            for (int token = first; token < count; token++) {
                copy(token, row, 0);
                int weight = byPlace ? token + 1 : 1;
                for (int i = 0; i < width; i++) {
                    sums[i] += weight * row[i];
                }
            }
            for (int i = 0; i < width; i++) {
                target[at + i] = (float) (sums[i] / divisor);
            }
        }
    }
}
