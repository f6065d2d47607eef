package dev.llmops.eval.rag;

import dev.llmops.api.Trust;
import dev.llmops.eval.Sample;
import dev.llmops.eval.Score;
import dev.llmops.eval.judge.Exhibit;
import dev.llmops.eval.judge.Verdict;
import java.util.List;
import java.util.OptionalDouble;

/** The share of passages that an answer contradicts. */
record Hallucination(Convention convention) implements RagMetric.Measurement {
    @Override
    public Score measure(Sample sample, Inquiry inquiry) throws JudgeFailed {
        List<Finding> findings = inquiry.findings(
                RagTasks.AGREEMENT,
                List.of(
                        Exhibit.question(sample.item().input()),
                        Exhibit.answer(sample.output().text())),
                "passage",
                Material.passages(sample),
                Trust.RETRIEVED);
        OptionalDouble score = convention == Convention.DEEPEVAL
                ? OptionalDouble.of(DeepEvalScores.hallucination(Finding.words(findings)))
                : RagScores.share(
                        findings.stream().map(finding -> finding.is(Verdict.NO)).toList());
        String rationale = Finding.rationale(findings, "passages agree with the answer");
        return RagMetric.score(score, Material.NO_PASSAGE, rationale, inquiry);
    }
}
