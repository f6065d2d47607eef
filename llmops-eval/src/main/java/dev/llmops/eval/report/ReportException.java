package dev.llmops.eval.report;

import dev.llmops.api.LlmException;
import org.jspecify.annotations.Nullable;

/** A report could not be written. */
public final class ReportException extends LlmException {
    private static final long serialVersionUID = 1L;

    ReportException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
