package dev.llmops.eval.rag;

import dev.llmops.api.Trust;
import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.eval.Sample;
import dev.llmops.eval.Score;
import java.util.List;
import java.util.Optional;

/** How well answer and reference claim the same, perhaps together with how close they are as vectors. */
final class AnswerCorrectness implements RagMetric.Measurement {
    private final Optional<EmbeddingClient> embeddings;
    private final double factualWeight;
    private final double similarityWeight;
    private final double beta;

    private AnswerCorrectness(
            Optional<EmbeddingClient> embeddings, double factualWeight, double similarityWeight, double beta) {
        this.embeddings = embeddings;
        this.factualWeight = factualWeight;
        this.similarityWeight = similarityWeight;
        this.beta = beta;
    }

    static AnswerCorrectness factual(double beta) {
        return new AnswerCorrectness(Optional.empty(), 1, 0, beta);
    }

    static AnswerCorrectness of(
            EmbeddingClient embeddings, double factualWeight, double similarityWeight, double beta) {
        return new AnswerCorrectness(Optional.of(embeddings), factualWeight, similarityWeight, beta);
    }

    @Override
    public Score measure(Sample sample, Inquiry inquiry) throws JudgeFailed {
        Optional<String> reference = Material.reference(sample);
        if (reference.isEmpty()) {
            return Score.unmeasured(Material.NO_REFERENCE);
        }
        String answer = sample.output().text();
        if (answer.isBlank()) {
            return Score.of(0).because("The answer is empty.", inquiry.usage());
        }
        List<String> said = inquiry.claims(sample.item().input(), answer, Trust.MODEL);
        List<String> wanted = inquiry.claims(sample.item().input(), reference.get(), Trust.USER);
        if (said.isEmpty() && wanted.isEmpty()) {
            return Score.unmeasured("neither the answer nor the reference claims anything")
                    .using(inquiry.usage());
        }
        List<Finding> right = inquiry.support(said, List.of(reference.get()), Trust.USER);
        List<Finding> covered = inquiry.support(wanted, List.of(answer), Trust.MODEL);
        double factual = factual(right, covered);
        String rationale = Finding.rationale(right, "claims of the answer are right") + "\n"
                + Finding.rationale(covered, "claims of the reference are in the answer");
        if (embeddings.isEmpty()) {
            return Score.of(factual).because(rationale, inquiry.usage());
        }
        double similarity = inquiry.similarities(embeddings.get(), List.of(reference.get(), answer))
                .get(0);
        return Score.of(RagScores.weighted(factual, similarity, factualWeight, similarityWeight))
                .because(rationale, inquiry.usage());
    }

    private double factual(List<Finding> right, List<Finding> covered) {
        int truePositives = count(right);
        int missing = covered.size() - count(covered);
        return RagScores.fMeasure(truePositives, right.size() - truePositives, missing, beta);
    }

    private static int count(List<Finding> findings) {
        return (int) Finding.yes(findings).stream().filter(yes -> yes).count();
    }
}
