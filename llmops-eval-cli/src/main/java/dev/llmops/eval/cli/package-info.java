/**
 * Runs, compares, gates and reports from a terminal.
 *
 * <p>{@link dev.llmops.eval.cli.Main} is the program; {@code llmops-eval --help} lists its commands. Everything it does
 * is done by {@code dev.llmops.eval}; this package reads options and prints tables.
 */
@NullMarked
package dev.llmops.eval.cli;

import org.jspecify.annotations.NullMarked;
