package dev.llmops.onnx;

import dev.llmops.api.ConfigurationException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Tells that the files of a model lack something, are damaged, or ask for what this machine does not have. */
public final class ModelDirectoryException extends ConfigurationException {
    private static final long serialVersionUID = 1L;

    private final transient Path file;

    /**
     * Creates an exception about one file.
     *
     * @param file the file or directory that is to blame
     * @param problem what is wrong with it, as a sentence
     * @param remedy what to do, as a sentence
     */
    public ModelDirectoryException(Path file, String problem, String remedy) {
        this(file, problem, remedy, null);
    }

    /** Creates an exception about one file, with what led to it. */
    public ModelDirectoryException(Path file, String problem, String remedy, @Nullable Throwable cause) {
        super(file + ": " + problem + " " + remedy, cause);
        this.file = file;
    }

    /** {@return the file or directory that is to blame} */
    public Path file() {
        return file;
    }
}
