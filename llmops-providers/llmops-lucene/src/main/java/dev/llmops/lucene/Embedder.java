package dev.llmops.lucene;

import dev.llmops.api.CallControl;
import dev.llmops.api.LlmException;
import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.api.embedding.EmbeddingModelInfo;
import dev.llmops.api.embedding.EmbeddingRequest;
import dev.llmops.api.embedding.EmbeddingRequest.Purpose;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes vectors of length one, so that the dot product of two is their cosine. */
final class Embedder {
    private static final int BATCH = 64;

    private final EmbeddingClient client;

    Embedder(EmbeddingClient client) {
        this.client = client;
    }

    /** {@return provider and model, as the index notes them} */
    String model() {
        EmbeddingModelInfo info = client.info();
        return info.provider() + "/" + info.model();
    }

    /** {@return how long the vectors are; 0 if not known before the first one} */
    int dimensions() {
        return client.info().dimensions();
    }

    /**
     * {@return a vector for each text; null for one that has no direction}
     *
     * @param dimensions how long the vectors must be; 0 if any length will do
     */
    List<float @Nullable []> embed(List<String> texts, Purpose purpose, int dimensions, CallControl control) {
        List<float @Nullable []> vectors = new ArrayList<>(texts.size());
        int expected = dimensions;
        for (int from = 0; from < texts.size(); from += BATCH) {
            List<String> batch = texts.subList(from, Math.min(texts.size(), from + BATCH));
            List<float[]> made =
                    client.embed(EmbeddingRequest.of(batch, purpose), control).vectors();
            if (made.size() != batch.size()) {
                throw broken("returned " + made.size() + " vectors for " + batch.size() + " texts");
            }
            for (float[] vector : made) {
                if (vector.length == 0 || (expected > 0 && vector.length != expected)) {
                    throw broken("returned a vector of " + vector.length + " dimensions, the index has " + expected);
                }
                expected = vector.length;
                vectors.add(unit(vector));
            }
        }
        return vectors;
    }

    private float @Nullable [] unit(float[] vector) {
        double sum = 0;
        for (float value : vector) {
            sum += (double) value * value;
        }
        if (!Double.isFinite(sum)) {
            throw broken("returned a vector with a value that is not a number");
        }
        if (sum == 0) {
            return null;
        }
        double norm = Math.sqrt(sum);
        float[] unit = new float[vector.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (vector[i] / norm);
        }
        return unit;
    }

    private LlmException broken(String what) {
        return new LlmException("The embedding client " + model() + " " + what
                + ". Check that it is the one the index was built with.");
    }
}
