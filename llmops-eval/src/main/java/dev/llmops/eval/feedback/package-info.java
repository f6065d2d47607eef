/**
 * What users make of answers: what they say and what they do.
 *
 * <p>A {@link dev.llmops.eval.feedback.FeedbackLog} keeps {@link dev.llmops.eval.feedback.FeedbackEvent}s by the id of
 * the call. Start with {@link dev.llmops.eval.feedback.Feedback}: it adds them up to opinions and rates with intervals.
 * {@link dev.llmops.eval.feedback.FeedbackMetric} makes a metric of them, {@link dev.llmops.eval.feedback.Promotion} a
 * data set of what users disliked, {@link dev.llmops.eval.feedback.Drift} a course over time.
 */
@NullMarked
package dev.llmops.eval.feedback;

import org.jspecify.annotations.NullMarked;
