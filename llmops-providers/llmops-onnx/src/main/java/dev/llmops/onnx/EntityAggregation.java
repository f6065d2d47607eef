package dev.llmops.onnx;

/** How entities are made of what a model says about the pieces of words. */
public enum EntityAggregation {
    /** Not at all: every piece that is named something is an entity. */
    NONE,
    /** Pieces that follow each other with the same type are joined; a word may be divided. */
    SIMPLE,
    /** A word is what its first piece is, as most models were trained; words are joined. */
    FIRST,
    /** A word is what its pieces are on average; words are joined. */
    AVERAGE,
    /** A word is what its most certain piece is; words are joined. */
    MAX
}
