package dev.llmops.api.grounding;

import dev.llmops.api.Require;

/**
 * A stretch of a document.
 *
 * @param documentId the document
 * @param start where the stretch begins in the document's text, in UTF-16 units
 * @param end where it ends, exclusive
 */
public record SourceSpan(String documentId, int start, int end) {
    /** Checks all components. */
    public SourceSpan {
        Require.nonBlank(documentId, "documentId");
        Require.that(start >= 0 && end >= start, "start", "span must be ordered, was [" + start + ", " + end + ")");
    }

    /** {@return whether this stretch and {@code other} share at least one character} */
    public boolean overlaps(SourceSpan other) {
        return documentId.equals(other.documentId) && start < other.end && other.start < end;
    }
}
