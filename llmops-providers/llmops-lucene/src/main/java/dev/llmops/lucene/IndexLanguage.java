package dev.llmops.lucene;

/** The language of the documents of an index: which words say nothing, and which are forms of one word. */
public enum IndexLanguage {
    /** English. */
    ENGLISH,
    /** German. */
    GERMAN,
    /** French. */
    FRENCH,
    /** Spanish. */
    SPANISH,
    /** Italian. */
    ITALIAN,
    /** Portuguese. */
    PORTUGUESE,
    /** Any or several: every word counts, and only as it is written. */
    ANY
}
