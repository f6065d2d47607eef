package dev.llmops.core.citation;

import dev.llmops.api.Require;
import dev.llmops.api.text.TextSpan;
import java.util.List;

/**
 * What is known about the citations of an answer besides the citations themselves.
 *
 * @param uncited the sentences that claim something and have no citation, as stretches of the answer's text
 * @param unsupported the citations whose passage does not say what the answer says, and why
 * @param unknownNumbers the numbers that were taken out of the text because no passage has them
 */
public record CitationReport(List<TextSpan> uncited, List<Unsupported> unsupported, List<Integer> unknownNumbers) {
    /** Copies all components. */
    public CitationReport {
        uncited = List.copyOf(Require.nonNull(uncited, "uncited"));
        unsupported = List.copyOf(Require.nonNull(unsupported, "unsupported"));
        unknownNumbers = List.copyOf(Require.nonNull(unknownNumbers, "unknownNumbers"));
    }

    /**
     * A citation that does not hold.
     *
     * @param number the number the answer shows
     * @param stretch the part of the answer's text that is cited
     * @param failure what the passage lacks
     */
    public record Unsupported(int number, TextSpan stretch, Attribution.Failure failure) {
        /** Checks all components. */
        public Unsupported {
            Require.inRange(number, 1, Integer.MAX_VALUE, "number");
            Require.nonNull(stretch, "stretch");
            Require.nonNull(failure, "failure");
        }
    }
}
