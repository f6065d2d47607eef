package dev.llmops.lucene;

/** Keys of the metadata that passages have besides that of their document. */
public final class PassageMetadata {
    /** The page of a PDF on which the passage begins, from 1. */
    public static final String PAGE = "page";

    /** Where the passage begins in the file that the text was extracted from, in UTF-16 units. */
    public static final String SOURCE_START = "source-start";

    /** Where the passage ends in the file that the text was extracted from, in UTF-16 units. */
    public static final String SOURCE_END = "source-end";

    private PassageMetadata() {}
}
