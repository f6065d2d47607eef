package dev.llmops.eval.rag;

import dev.llmops.api.Trust;
import dev.llmops.eval.Sample;
import dev.llmops.eval.Score;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** How much of what the reference answer claims follows from the passages. */
record ContextRecall(Convention convention) implements RagMetric.Measurement {
    @Override
    public Score measure(Sample sample, Inquiry inquiry) throws JudgeFailed {
        Optional<String> reference = Material.reference(sample);
        if (reference.isEmpty()) {
            return Score.unmeasured(Material.NO_REFERENCE);
        }
        List<String> passages = Material.passages(sample);
        if (passages.isEmpty() && !sample.output().retrieved().isEmpty()) {
            return Score.unmeasured("only ids of the passages are known");
        }
        if (passages.isEmpty()) {
            // Not unmeasured: there is something to find, and it was not found.
            return Score.of(0).because("Nothing was retrieved.", inquiry.usage());
        }
        List<String> claims = inquiry.claims(sample.item().input(), reference.get(), Trust.USER);
        List<Finding> findings = inquiry.support(claims, passages, Trust.RETRIEVED);
        OptionalDouble score = switch (convention) {
            case STANDARD -> RagScores.share(Finding.yes(findings));
            case RAGAS -> RagasScores.contextRecall(Finding.yes(findings));
            case DEEPEVAL -> OptionalDouble.of(DeepEvalScores.contextRecall(Finding.words(findings)));
        };
        String rationale = Finding.rationale(findings, "claims of the reference follow from the passages");
        return RagMetric.score(score, "the reference claims nothing", rationale, inquiry);
    }
}
