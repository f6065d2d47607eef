/**
 * JSON as files of this module hold it. Not exported.
 *
 * <p>{@link dev.llmops.eval.json.JsonText} reads and writes one line; the other classes map items, outputs and scores.
 */
@NullMarked
package dev.llmops.eval.json;

import org.jspecify.annotations.NullMarked;
