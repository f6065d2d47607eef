package dev.llmops.lucene;

import dev.llmops.api.InvalidInputException;
import dev.llmops.api.Require;
import java.nio.file.Path;

/**
 * A file of a directory that is not among its documents, because it could not be read.
 *
 * @param path the file, or the directory whose files could not be listed
 * @param reason why, in words that name the file and tell what to do
 */
public record UnreadableFile(Path path, InvalidInputException reason) {
    /** Checks the components. */
    public UnreadableFile {
        Require.nonNull(path, "path");
        Require.nonNull(reason, "reason");
    }
}
