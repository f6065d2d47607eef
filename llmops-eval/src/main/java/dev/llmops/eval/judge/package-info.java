/**
 * Judges: models that say how good an answer is.
 *
 * <p>Start with {@link dev.llmops.eval.judge.Judge}, then take a {@link dev.llmops.eval.judge.GEval}, a
 * {@link dev.llmops.eval.judge.RubricJudge} or a {@link dev.llmops.eval.judge.PairwiseJudge}. A judge can be wrong in
 * ways of its own: {@link dev.llmops.eval.judge.JudgeReliability} shows how steady it is, and
 * {@link dev.llmops.eval.judge.JudgeCalibration} how far people agree with it. Whatever a judge answers, it never
 * becomes a number that it did not give: nonsense, silence and refusals are failures with a reason.
 */
@NullMarked
package dev.llmops.eval.judge;

import org.jspecify.annotations.NullMarked;
