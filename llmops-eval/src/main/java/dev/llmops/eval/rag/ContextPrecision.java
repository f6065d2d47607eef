package dev.llmops.eval.rag;

import dev.llmops.api.Trust;
import dev.llmops.eval.Sample;
import dev.llmops.eval.Score;
import dev.llmops.eval.judge.Exhibit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Whether useful passages stand before the others. */
record ContextPrecision(Convention convention) implements RagMetric.Measurement {
    @Override
    public Score measure(Sample sample, Inquiry inquiry) throws JudgeFailed {
        Optional<String> reference = Material.reference(sample);
        if (reference.isEmpty()) {
            return Score.unmeasured(Material.NO_REFERENCE);
        }
        List<String> passages = Material.passages(sample);
        List<Finding> findings = inquiry.findings(
                RagTasks.USEFULNESS,
                List.of(Exhibit.question(sample.item().input()), Exhibit.reference(reference.get())),
                "passage",
                passages,
                Trust.RETRIEVED);
        OptionalDouble score = switch (convention) {
            case STANDARD -> RagScores.contextPrecision(Finding.yes(findings));
            case RAGAS -> OptionalDouble.of(RagasScores.contextPrecision(Finding.yes(findings)));
            case DEEPEVAL -> OptionalDouble.of(DeepEvalScores.contextPrecision(Finding.words(findings)));
        };
        String rationale = Finding.rationale(findings, "passages help to find the reference answer");
        return RagMetric.score(score, Material.NO_PASSAGE, rationale, inquiry);
    }
}
