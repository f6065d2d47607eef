package dev.llmops.eval.text;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.CallControl;
import dev.llmops.api.LlmException;
import dev.llmops.api.Require;
import dev.llmops.api.embedding.TokenEmbeddingClient;
import dev.llmops.api.embedding.TokenEmbeddings;
import dev.llmops.api.model.RateLimitedException;
import dev.llmops.eval.Sample;
import dev.llmops.eval.Score;
import dev.llmops.eval.Signature;
import dev.llmops.eval.TextMetric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * BERTScore: how similar the tokens of an answer are to those of a reference, in the eyes of a model.
 *
 * <p>Zhang et al., "BERTScore: Evaluating Text Generation with BERT" (2020). A text has the same score alone and beside
 * others, which is not so in the original; see {@link BertScoreMatch}. Of several references the best counts, for
 * precision, recall and F each. The score of a corpus is the mean. Immutable; safe for concurrent use.
 */
public final class BertScore implements TextMetric {
    private final TokenEmbeddingClient client;
    private final Rouge.Measure measure;
    private final @Nullable BertScoreIdf idf;
    private final @Nullable PrecisionRecall baseline;

    private BertScore(
            TokenEmbeddingClient client,
            Rouge.Measure measure,
            @Nullable BertScoreIdf idf,
            @Nullable PrecisionRecall baseline) {
        this.client = client;
        this.measure = measure;
        this.idf = idf;
        this.baseline = baseline;
    }

    /** {@return F over the vectors of {@code client}, every token weighing alike} */
    public static BertScore of(TokenEmbeddingClient client) {
        return new BertScore(Require.nonNull(client, "client"), Rouge.Measure.F, null, null);
    }

    /** {@return this metric giving {@code measure}} */
    public BertScore measure(Rouge.Measure measure) {
        return new BertScore(client, Require.nonNull(measure, "measure"), idf, baseline);
    }

    /** {@return this metric with tokens weighing what {@code idf} says} */
    public BertScore weighted(BertScoreIdf idf) {
        return new BertScore(client, measure, Require.nonNull(idf, "idf"), baseline);
    }

    /** {@return this metric with tokens weighing by how few of {@code references} have them; all are embedded once} */
    public BertScore weightedBy(List<String> references, CallControl control) {
        List<List<String>> documents = new ArrayList<>();
        client.embedTokens(references, control).forEach(embeddings -> documents.add(embeddings.tokens()));
        return weighted(BertScoreIdf.of(documents));
    }

    /** {@return this metric on a scale where {@code baseline}, what unrelated texts reach with the model, is 0} */
    public BertScore rescaled(PrecisionRecall baseline) {
        return new BertScore(client, measure, idf, Require.nonNull(baseline, "baseline"));
    }

    @Override
    public Signature signature() {
        return Signature.of("bertscore")
                .with("measure", measure.name().toLowerCase(Locale.ROOT))
                .with("refs", "best")
                .with(
                        "model",
                        plain(client.info().provider() + "/" + client.info().model()))
                .with("idf", idf == null ? "no" : idf.documents())
                .with("rescale", baseline == null ? "no" : baseline.f())
                .with("padding", "none");
    }

    private static String plain(String model) {
        return model.replace(':', '-').replace('|', '-');
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
        PrecisionRecall score;
        try {
            score = scores(List.of(text), List.of(references), control).get(0);
        } catch (CallCancelledException | RateLimitedException e) {
            throw e;
        } catch (LlmException e) {
            return Score.failed("the texts were not embedded: " + e.getMessage());
        }
        double value = switch (measure) {
            case F -> score.f();
            case PRECISION -> score.precision();
            case RECALL -> score.recall();
        };
        return Double.isNaN(value) ? Score.failed("the model gave vectors without a direction") : Score.of(value);
    }

    /**
     * {@return the scores of many answers; every distinct text is embedded once, texts of like length together}
     *
     * @param answers what was answered
     * @param references at least one for each answer
     * @param control deadline and cancellation
     */
    public List<PrecisionRecall> scores(List<String> answers, List<List<String>> references, CallControl control) {
        Require.that(answers.size() == references.size(), "references", "references must be as many as answers");
        Map<String, TokenEmbeddings> embeddings = embed(answers, references, control);
        List<PrecisionRecall> scores = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            Require.that(!references.get(i).isEmpty(), "references", "answer " + i + " has no reference");
            TokenEmbeddings answer = embedded(embeddings, answers.get(i));
            PrecisionRecall best = null;
            for (String reference : references.get(i)) {
                PrecisionRecall score = compare(answer, embedded(embeddings, reference));
                best = best == null ? score : best(best, score);
            }
            scores.add(Require.nonNull(best, "best"));
        }
        return scores;
    }

    private Map<String, TokenEmbeddings> embed(
            List<String> answers, List<List<String>> references, CallControl control) {
        Set<String> distinct = new LinkedHashSet<>(answers);
        references.forEach(distinct::addAll);
        List<String> texts = new ArrayList<>(distinct);
        texts.sort(Comparator.comparingInt(String::length));
        List<TokenEmbeddings> vectors = texts.isEmpty() ? List.of() : client.embedTokens(texts, control);
        Map<String, TokenEmbeddings> byText = new HashMap<>();
        for (int i = 0; i < texts.size(); i++) {
            byText.put(texts.get(i), vectors.get(i));
        }
        return Collections.unmodifiableMap(byText);
    }

    private static TokenEmbeddings embedded(Map<String, TokenEmbeddings> embeddings, String text) {
        return Require.nonNull(embeddings.get(text), "embeddings");
    }

    private PrecisionRecall compare(TokenEmbeddings answer, TokenEmbeddings reference) {
        PrecisionRecall raw = BertScoreMatch.of(rows(answer), weights(answer), rows(reference), weights(reference));
        return baseline == null ? raw : BertScoreMatch.rescale(raw, baseline);
    }

    private static PrecisionRecall best(PrecisionRecall a, PrecisionRecall b) {
        return new PrecisionRecall(
                Math.max(a.precision(), b.precision()), Math.max(a.recall(), b.recall()), Math.max(a.f(), b.f()));
    }

    private static float[][] rows(TokenEmbeddings embeddings) {
        float[][] rows = new float[embeddings.size()][];
        Arrays.setAll(rows, embeddings::vector);
        return rows;
    }

    private double[] weights(TokenEmbeddings embeddings) {
        double[] weights = new double[embeddings.size()];
        for (int i = 0; i < weights.length; i++) {
            if (!embeddings.isSpecial(i)) {
                weights[i] = idf == null ? 1 : idf.weight(embeddings.tokens().get(i));
            }
        }
        return weights;
    }

    @Override
    public String toString() {
        return signature().toString();
    }
}
