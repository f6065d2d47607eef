package dev.llmops.eval.rag;

import dev.llmops.api.Require;
import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.api.text.EntityRecognizer;
import dev.llmops.eval.Direction;
import dev.llmops.eval.Metric;
import dev.llmops.eval.Signature;
import dev.llmops.eval.judge.Judge;
import dev.llmops.eval.judge.JudgeTask;
import java.util.Set;

/**
 * Metrics of answers from retrieved passages, as a judge sees them.
 *
 * <p>A score has the judge's reasons as its rationale. A judge that fails makes a failed score. In the
 * {@linkplain Convention#STANDARD standard} convention what cannot be counted is unmeasured; where a metric can be
 * computed as Ragas or DeepEval does, that is a second argument. The questions to the judge are the project's own in
 * every convention. All metrics are means and safe for concurrent use if judge and embedding model are.
 */
public final class Rag {
    private Rag() {}

    /** {@return how much of what the answer claims follows from the passages} */
    public static Metric faithfulness(Judge judge) {
        return faithfulness(judge, Convention.STANDARD);
    }

    /**
     * {@return the same as {@code convention} counts it}
     *
     * <p>Claims on which the passages say nothing are unfaithful, but for DeepEval they are faithful.
     */
    public static Metric faithfulness(Judge judge, Convention convention) {
        return metric(
                "faithfulness", convention, judge, new Faithfulness(convention), RagTasks.CLAIMS, RagTasks.SUPPORT);
    }

    /** {@return how close the question is to questions that the answer would fit, with three of them} */
    public static Metric answerRelevance(Judge judge, EmbeddingClient embeddings) {
        return answerRelevance(judge, embeddings, 3);
    }

    /** {@return how close the question is to {@code questions} questions that the answer would fit} */
    public static Metric answerRelevance(Judge judge, EmbeddingClient embeddings, int questions) {
        JudgeTask task = RagTasks.questions(Require.inRange(questions, 1, 20, "questions"));
        Require.nonNull(judge, "judge");
        Require.nonNull(embeddings, "embeddings");
        Signature signature = Signature.of("answer_relevance").with("embedding", model(embeddings));
        return new RagMetric(
                judge.sign(signature.with("questions", questions), 1, "json", task),
                Direction.HIGHER_IS_BETTER,
                judge,
                new AnswerRelevance(embeddings, questions, task));
    }

    /** {@return the share of what the answer claims that has to do with the question} */
    public static Metric claimRelevance(Judge judge) {
        return claimRelevance(judge, Convention.STANDARD);
    }

    /** {@return the same as {@code convention} counts it; in DeepEval this is the relevancy of the answer} */
    public static Metric claimRelevance(Judge judge, Convention convention) {
        return metric(
                "claim_relevance",
                only(convention, Convention.STANDARD, Convention.DEEPEVAL),
                judge,
                new ClaimRelevance(convention),
                RagTasks.CLAIMS,
                RagTasks.RELEVANCE);
    }

    /** {@return whether the passages that help to find the reference answer stand before the others} */
    public static Metric contextPrecision(Judge judge) {
        return contextPrecision(judge, Convention.STANDARD);
    }

    /** {@return the same as {@code convention} counts it} */
    public static Metric contextPrecision(Judge judge, Convention convention) {
        return metric("context_precision", convention, judge, new ContextPrecision(convention), RagTasks.USEFULNESS);
    }

    /** {@return how much of what the reference answer claims follows from the passages} */
    public static Metric contextRecall(Judge judge) {
        return contextRecall(judge, Convention.STANDARD);
    }

    /** {@return the same as {@code convention} counts it} */
    public static Metric contextRecall(Judge judge, Convention convention) {
        return metric(
                "context_recall", convention, judge, new ContextRecall(convention), RagTasks.CLAIMS, RagTasks.SUPPORT);
    }

    /** {@return how well answer and reference claim the same: F1 over the claims of both} */
    public static Metric factualCorrectness(Judge judge) {
        return factualCorrectness(judge, 1);
    }

    /** {@return the F measure over the claims of answer and reference; {@code beta} above 1 favours recall} */
    public static Metric factualCorrectness(Judge judge, double beta) {
        Require.that(beta > 0 && beta <= 1000, "beta", "beta must be above 0 and at most 1000, was " + beta);
        Require.nonNull(judge, "judge");
        Signature signature = Signature.of("factual_correctness").with("beta", beta);
        return new RagMetric(
                judge.sign(signature, 1, "json", RagTasks.CLAIMS, RagTasks.SUPPORT),
                Direction.HIGHER_IS_BETTER,
                judge,
                AnswerCorrectness.factual(beta));
    }

    /** {@return three parts of factual correctness and one part of how close answer and reference are as vectors} */
    public static Metric answerCorrectness(Judge judge, EmbeddingClient embeddings) {
        return answerCorrectness(judge, embeddings, 0.75, 0.25, 1);
    }

    /** {@return factual correctness and closeness as vectors, weighted} */
    public static Metric answerCorrectness(
            Judge judge, EmbeddingClient embeddings, double factualWeight, double similarityWeight, double beta) {
        Require.that(beta > 0 && beta <= 1000, "beta", "beta must be above 0 and at most 1000, was " + beta);
        Require.that(
                similarityWeight > 0 && Double.isFinite(similarityWeight),
                "similarityWeight",
                "similarityWeight must be finite and above 0");
        Require.that(
                factualWeight >= 0 && Double.isFinite(factualWeight),
                "factualWeight",
                "factualWeight must be finite and not negative");
        Require.nonNull(judge, "judge");
        Require.nonNull(embeddings, "embeddings");
        Signature signature = Signature.of("answer_correctness")
                .with("weights", factualWeight + "," + similarityWeight)
                .with("beta", beta)
                .with("embedding", model(embeddings));
        return new RagMetric(
                judge.sign(signature, 1, "json", RagTasks.CLAIMS, RagTasks.SUPPORT),
                Direction.HIGHER_IS_BETTER,
                judge,
                AnswerCorrectness.of(embeddings, factualWeight, similarityWeight, beta));
    }

    /** {@return the share of what the reference answer names that the passages name too, as the judge lists it} */
    public static Metric entityRecall(Judge judge) {
        return entityRecall(judge, Convention.STANDARD);
    }

    /** {@return the same as {@code convention} counts it} */
    public static Metric entityRecall(Judge judge, Convention convention) {
        return metric(
                "entity_recall",
                only(convention, Convention.STANDARD, Convention.RAGAS),
                judge,
                new EntityRecall(convention),
                RagTasks.ENTITIES);
    }

    /** {@return the same with what {@code recognizer} finds, which needs no judge} */
    public static Metric entityRecall(String name, EntityRecognizer recognizer) {
        return new RecognizedEntityRecall(
                Signature.of("entity_recall").with("recognizer", Require.nonBlank(name, "name")),
                Require.nonNull(recognizer, "recognizer"));
    }

    /** {@return the share of claims that are wrong although a relevant passage supports them; less is better} */
    public static Metric noiseSensitivity(Judge judge) {
        return noise("noise_sensitivity_relevant", judge, new Noise(true));
    }

    /** {@return the share of claims that are wrong and that only irrelevant passages support; less is better} */
    public static Metric irrelevantNoiseSensitivity(Judge judge) {
        return noise("noise_sensitivity_irrelevant", judge, new Noise(false));
    }

    /** {@return the share of passages that the answer contradicts; less is better} */
    public static Metric hallucination(Judge judge) {
        return hallucination(judge, Convention.STANDARD);
    }

    /** {@return the same as {@code convention} counts it} */
    public static Metric hallucination(Judge judge, Convention convention) {
        only(convention, Convention.STANDARD, Convention.DEEPEVAL);
        return new RagMetric(
                sign("hallucination", convention, judge, RagTasks.AGREEMENT),
                Direction.LOWER_IS_BETTER,
                judge,
                new Hallucination(convention));
    }

    private static Metric noise(String name, Judge judge, RagMetric.Measurement measurement) {
        return new RagMetric(
                sign(name, Convention.STANDARD, judge, RagTasks.CLAIMS, RagTasks.SUPPORT),
                Direction.LOWER_IS_BETTER,
                judge,
                measurement);
    }

    private static Metric metric(
            String name, Convention convention, Judge judge, RagMetric.Measurement measurement, JudgeTask... tasks) {
        return new RagMetric(sign(name, convention, judge, tasks), Direction.HIGHER_IS_BETTER, judge, measurement);
    }

    private static Signature sign(String name, Convention convention, Judge judge, JudgeTask... tasks) {
        return Require.nonNull(judge, "judge")
                .sign(Signature.of(name).with("convention", convention.sign()), 1, "json", tasks);
    }

    private static String model(EmbeddingClient embeddings) {
        return (embeddings.info().provider() + "/" + embeddings.info().model()).replaceAll("[|:\\p{Cntrl}]", "_");
    }

    private static Convention only(Convention convention, Convention... known) {
        Require.that(
                Set.of(known).contains(Require.nonNull(convention, "convention")),
                "convention",
                convention + " does not have this metric; choose one of " + Set.of(known));
        return convention;
    }
}
