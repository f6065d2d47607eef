/**
 * Does a model say the same when it is asked again? What it makes up, it makes up differently each time.
 *
 * <p>Start with {@link dev.llmops.eval.selfcheck.SelfCheck}, which compares an answer with other answers to the same
 * question, sentence by sentence, in one of four ways. No reference is needed. (P. Manakul, A. Liusie, M. Gales:
 * SelfCheckGPT, 2023.)
 */
@NullMarked
package dev.llmops.eval.selfcheck;

import org.jspecify.annotations.NullMarked;
