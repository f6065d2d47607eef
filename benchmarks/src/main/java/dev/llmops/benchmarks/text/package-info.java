/** How fast metrics of texts are. */
@NullMarked
package dev.llmops.benchmarks.text;

import org.jspecify.annotations.NullMarked;
