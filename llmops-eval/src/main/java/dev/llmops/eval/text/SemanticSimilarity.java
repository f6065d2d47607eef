package dev.llmops.eval.text;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.CallControl;
import dev.llmops.api.LlmException;
import dev.llmops.api.Require;
import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.api.embedding.EmbeddingRequest;
import dev.llmops.api.embedding.EmbeddingRequest.Purpose;
import dev.llmops.api.embedding.EmbeddingResponse;
import dev.llmops.api.model.RateLimitedException;
import dev.llmops.eval.Sample;
import dev.llmops.eval.Score;
import dev.llmops.eval.Signature;
import dev.llmops.eval.TextMetric;
import dev.llmops.eval.UsageMeter;
import java.util.ArrayList;
import java.util.List;

/**
 * How alike an answer and a reference are in the eyes of an embedding model: the cosine of their vectors, from −1 to 1.
 *
 * <p>Of several references the best counts; the score of a corpus is the mean. What is a high value differs from model
 * to model. Immutable; safe for concurrent use.
 */
public final class SemanticSimilarity implements TextMetric {
    private final EmbeddingClient client;

    private SemanticSimilarity(EmbeddingClient client) {
        this.client = client;
    }

    /** {@return the similarity in the eyes of {@code client}} */
    public static SemanticSimilarity of(EmbeddingClient client) {
        return new SemanticSimilarity(Require.nonNull(client, "client"));
    }

    @Override
    public Signature signature() {
        String model = client.info().provider() + "/" + client.info().model();
        return Signature.of("semantic-similarity")
                .with("refs", "best")
                .with("model", model.replace(':', '-').replace('|', '-'))
                .with("measure", "cosine");
    }

    @Override
    public Score score(Sample sample, CallControl control) {
        return score(sample.output().text(), sample.item().references(), control);
    }

    @Override
    public Score score(String text, List<String> references) {
        return score(text, references, CallControl.detached());
    }

    private Score score(String text, List<String> references, CallControl control) {
        if (references.isEmpty()) {
            return Score.unmeasured("the item has no reference");
        }
        List<String> texts = new ArrayList<>(references);
        texts.add(text);
        EmbeddingResponse response;
        try {
            response = client.embed(EmbeddingRequest.of(texts, Purpose.SIMILARITY), control);
        } catch (CallCancelledException | RateLimitedException e) {
            throw e;
        } catch (LlmException e) {
            return Score.failed("the texts were not embedded: " + e.getMessage());
        }
        UsageMeter.report(control, response.usage());
        List<float[]> vectors = response.vectors();
        if (vectors.size() != texts.size()) {
            return Score.failed(
                            "the embedding model gave " + vectors.size() + " vectors for " + texts.size() + " texts")
                    .using(response.usage());
        }
        double best = Double.NaN;
        for (int i = 0; i < references.size(); i++) {
            double cosine = cosine(vectors.get(i), vectors.get(references.size()));
            best = Double.isNaN(best) || cosine > best ? cosine : best;
        }
        return Double.isNaN(best)
                ? Score.unmeasured("a vector without length has no direction").using(response.usage())
                : Score.of(best).because("", response.usage());
    }

    private static double cosine(float[] first, float[] second) {
        double dot = 0;
        double firstSquare = 0;
        double secondSquare = 0;
        for (int i = 0; i < first.length; i++) {
            dot += (double) first[i] * second[i];
            firstSquare += (double) first[i] * first[i];
            secondSquare += (double) second[i] * second[i];
        }
        // Rounding must not make more of equal vectors than equal.
        double cosine = dot / Math.sqrt(firstSquare * secondSquare);
        return Double.isNaN(cosine) ? cosine : Math.max(-1, Math.min(1, cosine));
    }

    @Override
    public String toString() {
        return signature().toString();
    }
}
