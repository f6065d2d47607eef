/** Checks of every metric against results of the reference tools, as tests and as a program. */
@NullMarked
package dev.llmops.eval.conformance;

import org.jspecify.annotations.NullMarked;
