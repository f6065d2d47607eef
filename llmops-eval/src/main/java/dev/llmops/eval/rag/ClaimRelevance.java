package dev.llmops.eval.rag;

import dev.llmops.api.Trust;
import dev.llmops.eval.Sample;
import dev.llmops.eval.Score;
import dev.llmops.eval.judge.Exhibit;
import java.util.List;
import java.util.OptionalDouble;

/** How much of what an answer claims has to do with the question. */
record ClaimRelevance(Convention convention) implements RagMetric.Measurement {
    @Override
    public Score measure(Sample sample, Inquiry inquiry) throws JudgeFailed {
        String question = sample.item().input();
        List<String> claims = inquiry.claims(question, sample.output().text(), Trust.MODEL);
        List<Finding> findings =
                inquiry.findings(RagTasks.RELEVANCE, List.of(Exhibit.question(question)), "claim", claims, Trust.MODEL);
        OptionalDouble score = convention == Convention.DEEPEVAL
                ? OptionalDouble.of(DeepEvalScores.answerRelevance(Finding.words(findings)))
                : RagScores.share(Finding.yes(findings));
        String rationale = Finding.rationale(findings, "claims help to answer the question");
        return RagMetric.score(score, "the answer claims nothing", rationale, inquiry);
    }
}
