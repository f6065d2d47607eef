package dev.llmops.eval.rag;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.CallControl;
import dev.llmops.api.LlmException;
import dev.llmops.api.model.Usage;
import dev.llmops.api.text.Entity;
import dev.llmops.api.text.EntityRecognizer;
import dev.llmops.eval.Metric;
import dev.llmops.eval.Sample;
import dev.llmops.eval.Score;
import dev.llmops.eval.Signature;
import dev.llmops.eval.judge.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The share of what the reference names that the passages name too, as a recogniser finds it. */
record RecognizedEntityRecall(Signature signature, EntityRecognizer recognizer) implements Metric {
    @Override
    public Score score(Sample sample, CallControl control) {
        Optional<String> reference = Material.reference(sample);
        if (reference.isEmpty()) {
            return Score.unmeasured(Material.NO_REFERENCE);
        }
        try {
            List<String> wanted = names(reference.get(), control);
            List<String> found = names(String.join("\n\n", Material.passages(sample)), control);
            OptionalDouble score = RagScores.entityRecall(wanted, found);
            return score.isPresent()
                    ? Score.of(score.getAsDouble())
                            .because("The reference names: " + String.join(", ", wanted), Usage.unknown())
                    : Score.unmeasured("the reference names nothing");
        } catch (CallCancelledException e) {
            throw e;
        } catch (LlmException e) {
            return Score.failed("the recogniser failed: " + e.getMessage());
        }
    }

    private List<String> names(String text, CallControl control) {
        return recognizer.recognize(text, control).stream()
                .map(Entity::canonical)
                .map(Verdict::plain)
                .distinct()
                .toList();
    }
}
