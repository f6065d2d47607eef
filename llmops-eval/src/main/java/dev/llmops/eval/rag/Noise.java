package dev.llmops.eval.rag;

import dev.llmops.api.Trust;
import dev.llmops.eval.Sample;
import dev.llmops.eval.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How often an answer is wrong because it believed a passage; see {@link NoiseSensitivity}. */
record Noise(boolean relevant) implements RagMetric.Measurement {
    @Override
    public Score measure(Sample sample, Inquiry inquiry) throws JudgeFailed {
        Optional<String> reference = Material.reference(sample);
        List<String> passages = Material.passages(sample);
        if (reference.isEmpty() || passages.isEmpty()) {
            return Score.unmeasured(reference.isEmpty() ? Material.NO_REFERENCE : Material.NO_PASSAGE);
        }
        String question = sample.item().input();
        List<String> wanted = inquiry.claims(question, reference.get(), Trust.USER);
        List<String> said = inquiry.claims(question, sample.output().text(), Trust.MODEL);
        if (wanted.isEmpty() || said.isEmpty()) {
            return Score.unmeasured("the " + (said.isEmpty() ? "answer" : "reference") + " claims nothing")
                    .using(inquiry.usage());
        }
        List<Finding> right = inquiry.support(said, List.of(reference.get()), Trust.USER);
        Optional<NoiseSensitivity> noise = NoiseSensitivity.of(
                Finding.yes(right), byPassage(wanted, passages, inquiry), byPassage(said, passages, inquiry));
        String rationale = Finding.rationale(right, "claims of the answer are right");
        return noise.<Score>map(shares -> Score.of(relevant ? shares.relevant() : shares.irrelevant())
                        .because(rationale, inquiry.usage()))
                .orElseGet(() -> Score.unmeasured("there is nothing to compare").using(inquiry.usage()));
    }

    /** {@return for each claim, which passages support it} */
    private static List<List<Boolean>> byPassage(List<String> claims, List<String> passages, Inquiry inquiry)
            throws JudgeFailed {
        List<List<Boolean>> rows = new ArrayList<>();
        claims.forEach(claim -> rows.add(new ArrayList<>()));
        for (String passage : passages) {
            List<Boolean> supported = Finding.yes(inquiry.support(claims, List.of(passage), Trust.RETRIEVED));
            for (int i = 0; i < rows.size(); i++) {
                rows.get(i).add(supported.get(i));
            }
        }
        return rows;
    }
}
