package dev.llmops.remote.files;

import dev.llmops.api.InvalidInputException;
import dev.llmops.api.Require;
import dev.llmops.remote.http.StreamedBody;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of this machine as a body.
 *
 * @param path where it is
 * @param length how many bytes it has; an upload fails if it changes meanwhile
 */
record FileBody(Path path, long length) implements StreamedBody {
    /** {@return a file of the caller, which is there and not empty} */
    static FileBody of(Path path) {
        Require.nonNull(path, "file");
        try {
            Require.that(
                    Files.isRegularFile(path) && Files.isReadable(path),
                    "file",
                    "There is no readable file " + path.getFileName() + ". Check the path.");
            long length = Files.size(path);
            Require.that(length > 0, "file", "The file " + path.getFileName() + " is empty.");
            return new FileBody(path, length);
        } catch (IOException e) {
            throw new InvalidInputException("file", "The file " + path.getFileName() + " cannot be read.");
        }
    }

    @Override
    public void writeTo(OutputStream target) throws IOException {
        Files.copy(path, target);
    }
}
