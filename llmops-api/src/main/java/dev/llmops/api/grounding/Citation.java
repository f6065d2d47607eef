package dev.llmops.api.grounding;

import dev.llmops.api.Require;
import java.util.List;

/**
 * Ties a stretch of an answer to the stretch of a document that backs it.
 *
 * @param number the number the answer shows, from 1
 * @param source the stretch of the document
 * @param quote the characters of the document at {@code source}
 * @param title the title of the document
 * @param headingPath the headings above the quote, outermost first
 * @param answerStart where the backed stretch begins in the text of the answer
 * @param answerEnd where it ends, exclusive
 * @param support whether the document says what the answer says
 */
public record Citation(
        int number,
        SourceSpan source,
        String quote,
        String title,
        List<String> headingPath,
        int answerStart,
        int answerEnd,
        Support support) {
    /** Checks and copies all components. */
    public Citation {
        Require.inRange(number, 1, Integer.MAX_VALUE, "number");
        Require.nonNull(source, "source");
        Require.nonNull(quote, "quote");
        Require.nonNull(title, "title");
        headingPath = List.copyOf(Require.nonNull(headingPath, "headingPath"));
        Require.that(
                answerStart >= 0 && answerEnd >= answerStart,
                "answerStart",
                "span must be ordered, was [" + answerStart + ", " + answerEnd + ")");
        Require.nonNull(support, "support");
    }

    /** Whether a document says what an answer says. */
    public enum Support {
        /** Every number, name and statement of the stretch is in the document. */
        SUPPORTED,
        /** Something in the stretch is not in the document, or contradicts it. */
        UNSUPPORTED,
        /** Nobody has checked. */
        UNCHECKED
    }

    /** Shows where the citation points, not what it says. */
    @Override
    public String toString() {
        return "Citation[" + number + " " + source + " " + support + "]";
    }
}
