package dev.llmops.template.syntax;

/**
 * What happens to white space around tags.
 *
 * @param trim whether the first line end after a statement or comment is dropped
 * @param lstrip whether white space before a statement or comment is dropped up to the start of its line
 * @param keepLast whether a line end at the very end of the source stays
 */
public record Whitespace(boolean trim, boolean lstrip, boolean keepLast) {}
