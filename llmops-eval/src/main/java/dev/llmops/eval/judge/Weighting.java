package dev.llmops.eval.judge;

/** How the scores that a judge might have given become one. */
public enum Weighting {
    /** By probability if the answer tells the alternatives at the place of the score, else as it is written. */
    AUTO,
    /** By probability; an answer that does not tell the alternatives fails. */
    PROBABILITIES,
    /** As it is written; ask for several answers to see how steady the judge is. */
    MEAN
}
