/** An evaluation of the quickstart's pipeline: questions with known answers, two changes, and what they do. */
@NullMarked
package dev.llmops.samples.evaluation;

import org.jspecify.annotations.NullMarked;
