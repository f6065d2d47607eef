package dev.llmops.eval.benchmark;

import dev.llmops.api.LlmException;
import org.jspecify.annotations.Nullable;

/** Tells that a document of a benchmark cannot be used: no JSON, a field that is missing or of the wrong kind. */
public final class BenchmarkDataException extends LlmException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final int line;
    private final String field;

    BenchmarkDataException(String file, int line, String field, String problem, @Nullable Throwable cause) {
        super(
                file + (line > 0 ? ", line " + line : "") + (field.isEmpty() ? "" : ", field \"" + field + "\"") + ": "
                        + problem,
                cause);
        this.file = file;
        this.line = line;
        this.field = field;
    }

    /** {@return the name of the file that the document is in} */
    public String file() {
        return file;
    }

    /** {@return the line of the document, from 1; 0 if the file as a whole is to blame} */
    public int line() {
        return line;
    }

    /** {@return the field that is to blame; empty if none is} */
    public String field() {
        return field;
    }
}
