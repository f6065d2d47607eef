package dev.llmops.eval.cli;

import dev.llmops.api.LlmException;
import java.nio.file.Path;

/** Tells that a data set has no items. An error of its own, because a run of nothing looks like one without failures. */
final class NothingToMeasureException extends LlmException {
    private static final long serialVersionUID = 1L;

    NothingToMeasureException(Path file) {
        super("There is nothing to measure: " + file + " has no items.");
    }
}
