package dev.llmops.eval.rag;

import dev.llmops.api.Trust;
import dev.llmops.eval.Sample;
import dev.llmops.eval.Score;
import java.util.List;
import java.util.OptionalDouble;

/** How much of what an answer claims follows from the passages. */
record Faithfulness(Convention convention) implements RagMetric.Measurement {
    @Override
    public Score measure(Sample sample, Inquiry inquiry) throws JudgeFailed {
        List<String> passages = Material.passages(sample);
        if (passages.isEmpty()) {
            return Score.unmeasured(Material.NO_PASSAGE);
        }
        List<String> claims =
                inquiry.claims(sample.item().input(), sample.output().text(), Trust.MODEL);
        List<Finding> findings = inquiry.support(claims, passages, Trust.RETRIEVED);
        OptionalDouble score = switch (convention) {
            case STANDARD -> RagScores.share(Finding.yes(findings));
            case RAGAS -> RagasScores.faithfulness(Finding.yes(findings));
            case DEEPEVAL -> OptionalDouble.of(DeepEvalScores.faithfulness(Finding.words(findings)));
        };
        String rationale = Finding.rationale(findings, "claims follow from the passages");
        return RagMetric.score(score, "the answer claims nothing", rationale, inquiry);
    }
}
