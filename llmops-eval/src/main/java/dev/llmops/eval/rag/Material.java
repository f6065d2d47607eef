package dev.llmops.eval.rag;

import dev.llmops.eval.Output;
import dev.llmops.eval.Sample;
import java.util.List;
import java.util.Optional;

/** The texts of a sample that the metrics of this package look at. */
final class Material {
    static final String NO_REFERENCE = "the item has no reference";
    static final String NO_PASSAGE = "nothing was retrieved, or only ids of it are known";

    private Material() {}

    /** {@return the passages that have a text, best first} */
    static List<String> passages(Sample sample) {
        return sample.output().retrieved().stream()
                .map(Output.Retrieved::text)
                .filter(text -> !text.isBlank())
                .toList();
    }

    /** {@return the best known right answer, if there is one} */
    static Optional<String> reference(Sample sample) {
        return sample.item().references().stream()
                .filter(text -> !text.isBlank())
                .findFirst();
    }
}
