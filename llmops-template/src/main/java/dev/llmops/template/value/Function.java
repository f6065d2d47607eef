package dev.llmops.template.value;

/** A value that can be called. */
@FunctionalInterface
public interface Function {
    /** {@return what it gives for {@code arguments}} */
    Object call(Run run, Arguments arguments);
}
