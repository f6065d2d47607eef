package dev.llmops.remote.files;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.ConfigurationException;
import dev.llmops.remote.http.StreamedBody;
import dev.llmops.remote.wire.Json;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A temporary file that is written first and sent then.
 *
 * <p>So all of it is known to be good before anything is sent, and its length is known. Only the
 * user of this process may read it; it is deleted when closed. Used by one thread.
 */
public final class SpoolFile implements StreamedBody, AutoCloseable {
    private static final String PREFIX = "llmops-";
    private static final String SUFFIX = ".jsonl";
    private static final int BUFFER = 64 * 1024;

    private final Path path;
    private final OutputStream out;
    private long length;

    private SpoolFile(Path path, OutputStream out) {
        this.path = path;
        this.out = out;
    }

    /** {@return an empty file where temporary files of this machine are} */
    public static SpoolFile create() {
        try {
            return on(Files.createTempFile(PREFIX, SUFFIX));
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** {@return an empty file in {@code folder}} */
    static SpoolFile create(Path folder) {
        try {
            return on(Files.createTempFile(folder, PREFIX, SUFFIX));
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private static SpoolFile on(Path path) throws IOException {
        return new SpoolFile(path, new BufferedOutputStream(Files.newOutputStream(path), BUFFER));
    }

    /** Appends a value and a line end. */
    public void line(JsonNode value) {
        append(Json.bytes(value));
        append("\n");
    }

    /** Appends text. */
    public void append(String text) {
        append(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Appends bytes. */
    public void append(byte[] bytes) {
        try {
            out.write(bytes);
            length += bytes.length;
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void writeTo(OutputStream target) throws IOException {
        out.flush();
        Files.copy(path, target);
    }

    private static ConfigurationException unwritable(IOException cause) {
        return new ConfigurationException(
                "A temporary file could not be written. Check the space in the folder that java.io.tmpdir names.",
                cause);
    }

    /** Deletes the file. */
    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            // What could not be written any more is deleted anyway.
        } finally {
            path.toFile().delete();
        }
    }

    /** Shows the length. */
    @Override
    public String toString() {
        return "SpoolFile[" + length + " bytes]";
    }
}
