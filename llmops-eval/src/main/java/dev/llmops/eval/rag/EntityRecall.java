package dev.llmops.eval.rag;

import dev.llmops.api.Trust;
import dev.llmops.eval.Sample;
import dev.llmops.eval.Score;
import dev.llmops.eval.judge.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The share of what the reference names that the passages name too, as a judge lists it. */
record EntityRecall(Convention convention) implements RagMetric.Measurement {
    @Override
    public Score measure(Sample sample, Inquiry inquiry) throws JudgeFailed {
        Optional<String> reference = Material.reference(sample);
        if (reference.isEmpty()) {
            return Score.unmeasured(Material.NO_REFERENCE);
        }
        List<String> wanted = inquiry.entities(reference.get(), Trust.USER);
        List<String> found = inquiry.entities(String.join("\n\n", Material.passages(sample)), Trust.RETRIEVED);
        OptionalDouble score = convention == Convention.RAGAS
                ? OptionalDouble.of(RagasScores.entityRecall(wanted, found))
                : RagScores.entityRecall(plain(wanted), plain(found));
        String rationale = "The reference names: " + String.join(", ", wanted);
        return RagMetric.score(score, "the reference names nothing", rationale, inquiry);
    }

    private static List<String> plain(List<String> entities) {
        return entities.stream().map(Verdict::plain).toList();
    }
}
