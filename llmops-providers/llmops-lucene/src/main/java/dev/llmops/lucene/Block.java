package dev.llmops.lucene;

import dev.llmops.api.text.TextSpan;

/**
 * A stretch of a document that belongs together by its layout.
 *
 * @param kind what it is
 * @param start where it begins in the text
 * @param end where it ends, exclusive
 * @param level depth of a heading, from 1; 0 otherwise
 * @param heading the words of a heading; empty otherwise
 * @param tableHead where the head of the table begins and ends that a row belongs to; empty otherwise
 */
record Block(Kind kind, int start, int end, int level, String heading, TextSpan tableHead) {
    private static final TextSpan NO_TABLE = new TextSpan(0, 0);

    static Block of(Kind kind, int start, int end) {
        return new Block(kind, start, end, 0, "", NO_TABLE);
    }

    static Block heading(int start, int end, int level, String heading) {
        return new Block(Kind.HEADING, start, end, level, heading, NO_TABLE);
    }

    static Block row(int start, int end, int headStart, int headEnd) {
        return new Block(Kind.TABLE_ROW, start, end, 0, "", new TextSpan(headStart, headEnd));
    }

    boolean isProse() {
        return kind == Kind.PARAGRAPH || kind == Kind.LIST_ITEM;
    }

    /** What a stretch of a document can be. */
    enum Kind {
        HEADING,
        PARAGRAPH,
        LIST_ITEM,
        TABLE_HEAD,
        TABLE_ROW,
        CODE,
        /** Nothing but the end of a page, after which a new section begins. */
        PAGE_BREAK
    }
}
