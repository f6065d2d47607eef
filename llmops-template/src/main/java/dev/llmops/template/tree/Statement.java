package dev.llmops.template.tree;

/** Something that writes, sets names or decides what runs next. */
@FunctionalInterface
public interface Statement {
    /** Runs it, and says how to go on. */
    Flow run(Frame frame);

    /** How to go on after a statement. */
    enum Flow {
        /** With the next one. */
        ON,
        /** With the next turn of the loop. */
        CONTINUE,
        /** After the loop. */
        BREAK
    }
}
