package dev.llmops.core.language;

import java.util.List;

/**
 * One thing that a text says: a sentence, an item of a list, a row of a table, a line of code.
 *
 * @param kind its form
 * @param start where it begins in the text, in UTF-16 units
 * @param end where it ends, exclusive
 * @param text what it says, without markup and line breaks
 * @param lead the index of the statement that introduces the list or code it is part of; -1 if there is none
 * @param block counts the paragraphs, items, tables and code blocks of the text
 * @param headings the headings of the text above it, outermost first
 */
public record Statement(Kind kind, int start, int end, String text, int lead, int block, List<String> headings) {
    /** Copies the headings. */
    public Statement {
        headings = List.copyOf(headings);
    }

    /** The form of a statement. */
    public enum Kind {
        /** A sentence of a paragraph. */
        SENTENCE,
        /** A sentence of an item of a list. */
        ITEM,
        /** A row of a table, with the column titles before the cells. */
        ROW,
        /** A line of code. */
        CODE,
        /** A heading. */
        HEADING
    }
}
