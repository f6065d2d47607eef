package dev.llmops.eval;

import dev.llmops.api.CallControl;
import java.util.List;

/** A metric that compares the text of an answer with reference texts. */
public interface TextMetric extends Metric {
    /**
     * {@return how well {@code text} fits the references, or why that cannot be said}
     *
     * @param text what was answered
     * @param references answers that are right
     */
    Score score(String text, List<String> references);

    @Override
    default Score score(Sample sample, CallControl control) {
        if (sample.item().references().isEmpty()) {
            return Score.unmeasured("the item has no reference");
        }
        return score(sample.output().text(), sample.item().references());
    }
}
