/** Runs, compares, gates and reports from a terminal. */
@NullMarked
package dev.llmops.eval.cli;

import org.jspecify.annotations.NullMarked;
