/** Data sets as tests, and gates that compare with baselines kept in git. */
@NullMarked
package dev.llmops.eval.junit;

import org.jspecify.annotations.NullMarked;
