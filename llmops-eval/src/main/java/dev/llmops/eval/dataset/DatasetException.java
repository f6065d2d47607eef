package dev.llmops.eval.dataset;

import dev.llmops.api.LlmException;
import dev.llmops.api.Require;
import org.jspecify.annotations.Nullable;

/** Tells that a data set cannot be read, and where. Holds no text of the items. */
public final class DatasetException extends LlmException {
    private static final long serialVersionUID = 1L;

    private final String source;
    private final long line;

    private DatasetException(String source, long line, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.source = source;
        this.line = line;
    }

    /**
     * {@return an exception about one place}
     *
     * @param source the file or the name of the data set
     * @param line the line or row, from 1
     * @param problem what is wrong and what to do about it, without text of the items
     */
    public static DatasetException at(String source, long line, String problem) {
        return new DatasetException(
                Require.nonBlank(source, "source"), line, source + ", line " + line + ": " + problem, null);
    }

    /** {@return an exception about {@code source} as a whole} */
    public static DatasetException of(String source, String problem, @Nullable Throwable cause) {
        return new DatasetException(Require.nonBlank(source, "source"), 0, source + ": " + problem, cause);
    }

    /** {@return the file, or the name of the data set} */
    public String source() {
        return source;
    }

    /** {@return the line or row, from 1; 0 if it is none in particular} */
    public long line() {
        return line;
    }
}
