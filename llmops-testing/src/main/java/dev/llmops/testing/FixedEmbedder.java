package dev.llmops.testing;

import dev.llmops.api.CallControl;
import dev.llmops.api.InvalidInputException;
import dev.llmops.api.Locality;
import dev.llmops.api.Require;
import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.api.embedding.EmbeddingModelInfo;
import dev.llmops.api.embedding.EmbeddingRequest;
import dev.llmops.api.embedding.EmbeddingResponse;
import dev.llmops.api.model.UnsupportedCapabilityException;
import dev.llmops.api.model.Usage;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An embedder whose vectors are known beforehand, and which remembers what it was asked.
 *
 * <pre>{@code
 * EmbeddingClient words = FixedEmbedder.hashing(64);   // texts that share words lie close together
 * EmbeddingClient given = FixedEmbedder.of(Map.of("cat", new float[] {1, 0}, "dog", new float[] {0, 1}));
 * }</pre>
 *
 * <p>Safe for concurrent use.
 */
public final class FixedEmbedder implements EmbeddingClient {
    private final Vectors vectors;
    private final EmbeddingModelInfo info;
    private final List<EmbeddingRequest> requests = new CopyOnWriteArrayList<>();

    private FixedEmbedder(Vectors vectors, EmbeddingModelInfo info) {
        this.vectors = vectors;
        this.info = info;
    }

    /**
     * {@return an embedder of these texts, which fails for others}
     *
     * @param vectors at least one, all of the same length
     */
    public static FixedEmbedder of(Map<String, float[]> vectors) {
        Map<String, float[]> copy = new HashMap<>();
        Require.nonNull(vectors, "vectors").forEach((text, vector) -> copy.put(text, vector.clone()));
        int[] lengths = copy.values().stream()
                .mapToInt(vector -> vector.length)
                .distinct()
                .toArray();
        Require.that(lengths.length == 1, "vectors", "vectors must all have the same length");
        return new FixedEmbedder(
                (text, dimensions) -> given(copy, text, dimensions), describe("given", lengths[0], Locality.REMOTE));
    }

    /**
     * {@return an embedder that counts words}
     *
     * <p>Each word, whatever its case, adds to or takes from one dimension, chosen by a hash; the
     * vector is then scaled to length one. A text without words gets a vector of its own.
     *
     * @param dimensions how long vectors are, if a request does not say
     */
    public static FixedEmbedder hashing(int dimensions) {
        Require.inRange(dimensions, 2, 1 << 20, "dimensions");
        return new FixedEmbedder(
                (text, wanted) -> hashed(text, wanted == 0 ? dimensions : wanted),
                describe("hashing", dimensions, Locality.REMOTE));
    }

    /** {@return the same vectors, made on this machine} */
    public FixedEmbedder local() {
        return new FixedEmbedder(vectors, describe(info.model(), info.dimensions(), Locality.LOCAL));
    }

    @Override
    public EmbeddingResponse embed(EmbeddingRequest request, CallControl control) {
        requests.add(Require.nonNull(request, "request"));
        Pause.check(Require.nonNull(control, "control"));
        List<float[]> result = request.texts().stream()
                .map(text -> vectors.of(text, request.dimensions()))
                .toList();
        return new EmbeddingResponse(result, info.model(), Usage.unknown());
    }

    @Override
    public EmbeddingModelInfo info() {
        return info;
    }

    /** {@return what was asked, in order} */
    public List<EmbeddingRequest> requests() {
        return List.copyOf(requests);
    }

    /** Shows model and count, not what was asked. */
    @Override
    public String toString() {
        return "FixedEmbedder[" + info.model() + ", requests=" + requests.size() + "]";
    }

    private static EmbeddingModelInfo describe(String model, int dimensions, Locality locality) {
        return new EmbeddingModelInfo("fixed", model, locality, dimensions, 0);
    }

    private static float[] given(Map<String, float[]> vectors, String text, int dimensions) {
        float[] vector = vectors.get(text);
        if (vector == null) {
            throw new InvalidInputException(
                    "texts", "No vector was given for this text of " + text.length() + " characters.");
        }
        if (dimensions != 0 && dimensions != vector.length) {
            throw new UnsupportedCapabilityException(
                    "fixed/given", dimensions + " dimensions", "Its vectors have " + vector.length + ".");
        }
        return vector.clone();
    }

    private static float[] hashed(String text, int dimensions) {
        float[] vector = new float[dimensions];
        int start = -1;
        String lower = text.toLowerCase(Locale.ROOT);
        for (int i = 0; i <= lower.length(); i++) {
            boolean inWord = i < lower.length() && Character.isLetterOrDigit(lower.charAt(i));
            if (inWord && start < 0) {
                start = i;
            } else if (!inWord && start >= 0) {
                count(lower.substring(start, i), vector);
                start = -1;
            }
        }
        return scaled(vector);
    }

    private static void count(String word, float[] vector) {
        // String.hashCode is the same on every Java; the factor spreads it over the upper bits.
        int hash = word.hashCode() * 0x9E3779B9;
        vector[(hash >>> 1) % vector.length] += (hash & 1) == 0 ? 1 : -1;
    }

    private static float[] scaled(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += value * value;
        }
        if (squares == 0) {
            vector[0] = 1;
            return vector;
        }
        double length = Math.sqrt(squares);
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (vector[i] / length);
        }
        return vector;
    }

    @FunctionalInterface
    private interface Vectors {
        float[] of(String text, int dimensions);
    }
}
