package dev.llmops.eval.run;

import dev.llmops.api.LlmException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Tells that a run directory cannot be read, written or continued. Holds no text of items or answers. */
public final class RunDirectoryException extends LlmException {
    private static final long serialVersionUID = 1L;

    private final transient Path directory;

    RunDirectoryException(Path directory, String problem, @Nullable Throwable cause) {
        super("Run directory " + directory + ": " + problem, cause);
        this.directory = directory;
    }

    /** {@return the directory} */
    public Path directory() {
        return directory;
    }
}
