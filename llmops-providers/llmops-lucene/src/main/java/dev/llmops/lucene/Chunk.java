package dev.llmops.lucene;

import dev.llmops.api.grounding.SourceSpan;
import java.util.List;

/**
 * A part of a document that is indexed and found as one. Immutable.
 *
 * <p>{@link #text()} is exactly the characters of the document at {@link #span()}; white space at
 * both ends is left out.
 */
public final class Chunk {
    private final SourceSpan span;
    private final int coreStart;
    private final String text;
    private final List<String> headingPath;
    private final SourceSpan section;
    private final String tableHeader;
    private final String contentHash;
    private final int ordinal;
    private final int tokens;

    Chunk(
            SourceSpan span,
            int coreStart,
            String text,
            List<String> headingPath,
            SourceSpan section,
            String tableHeader,
            String contentHash,
            int ordinal,
            int tokens) {
        this.span = span;
        this.coreStart = coreStart;
        this.text = text;
        this.headingPath = List.copyOf(headingPath);
        this.section = section;
        this.tableHeader = tableHeader;
        this.contentHash = contentHash;
        this.ordinal = ordinal;
        this.tokens = tokens;
    }

    /** {@return where the chunk stands in its document, what it repeats of the chunk before included} */
    public SourceSpan span() {
        return span;
    }

    /** {@return where the part begins that no earlier chunk has, in UTF-16 units of the document} */
    public int coreStart() {
        return coreStart;
    }

    /** {@return the characters of the document at {@link #span()}} */
    public String text() {
        return text;
    }

    /** {@return the headings above the chunk, outermost first; empty if there are none} */
    public List<String> headingPath() {
        return headingPath;
    }

    /** {@return the section the chunk is a part of: from its heading to the next one} */
    public SourceSpan section() {
        return section;
    }

    /** {@return a hash of the text: the first half of its SHA-256, hexadecimal} */
    public String contentHash() {
        return contentHash;
    }

    /** {@return the position among the chunks of the document, from 0} */
    public int ordinal() {
        return ordinal;
    }

    /** {@return how many tokens the text has, by the counter of the chunker} */
    public int tokens() {
        return tokens;
    }

    /** {@return the head of the table that the chunk continues, empty if it continues none} */
    String tableHeader() {
        return tableHeader;
    }

    /** Shows where the chunk stands, not what it says. */
    @Override
    public String toString() {
        return "Chunk[" + ordinal + ", " + span + ", " + tokens + " tokens]";
    }
}
