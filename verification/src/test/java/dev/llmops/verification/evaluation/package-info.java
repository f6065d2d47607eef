/** What modules of evaluation do with those of models. */
@NullMarked
package dev.llmops.verification.evaluation;

import org.jspecify.annotations.NullMarked;
