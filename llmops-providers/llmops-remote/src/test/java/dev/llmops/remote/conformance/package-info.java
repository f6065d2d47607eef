/** Runs the clients over a folder of recorded traffic; see {@code benchmarks/conformance.sh}. */
@NullMarked
package dev.llmops.remote.conformance;

import org.jspecify.annotations.NullMarked;
