/**
 * Regular expressions that others wrote, on texts that others wrote.
 *
 * <p>Some expressions take exponential time on some texts. {@link dev.llmops.eval.regex.PatientText} bounds it: whoever
 * matches one of its texts gets an answer or a {@link dev.llmops.eval.regex.SlowPatternException}.
 */
@NullMarked
package dev.llmops.eval.regex;

import org.jspecify.annotations.NullMarked;
