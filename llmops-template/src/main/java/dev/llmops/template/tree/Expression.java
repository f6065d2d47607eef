package dev.llmops.template.tree;

/** Something that has a value. */
@FunctionalInterface
public interface Expression {
    /** {@return its value in {@code frame}} */
    Object value(Frame frame);
}
