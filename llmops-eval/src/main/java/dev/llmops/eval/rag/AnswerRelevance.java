package dev.llmops.eval.rag;

import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.eval.Sample;
import dev.llmops.eval.Score;
import dev.llmops.eval.judge.Exhibit;
import dev.llmops.eval.judge.JudgeAnswer;
import dev.llmops.eval.judge.JudgeTask;
import java.util.ArrayList;
import java.util.List;

/** How close a question is to the questions that its answer would fit. */
record AnswerRelevance(EmbeddingClient embeddings, int questions, JudgeTask task) implements RagMetric.Measurement {
    @Override
    public Score measure(Sample sample, Inquiry inquiry) throws JudgeFailed {
        if (sample.output().text().isBlank()) {
            return Score.of(0).because("The answer is empty.", inquiry.usage());
        }
        List<String> texts = new ArrayList<>(List.of(sample.item().input()));
        List<Boolean> evasive = new ArrayList<>();
        for (JudgeAnswer guess : inquiry.ask(
                        task, List.of(Exhibit.answer(sample.output().text())))
                .entries("questions")) {
            if (!guess.text("question").isBlank()) {
                texts.add(guess.text("question"));
                evasive.add(guess.text("evasive").equals("yes"));
            }
        }
        if (evasive.size() != questions) {
            throw new JudgeFailed("the judge wrote " + evasive.size() + " questions instead of " + questions);
        }
        List<Double> similarities = inquiry.similarities(embeddings, texts);
        String rationale = "The answer would fit: " + String.join(" | ", texts.subList(1, texts.size()))
                + (evasive.contains(false) ? "" : "\nIt evades all of them.");
        return RagMetric.score(
                RagScores.answerRelevance(similarities, evasive), "there are no questions", rationale, inquiry);
    }
}
