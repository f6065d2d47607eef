package dev.llmops.eval.run;

import dev.llmops.eval.json.MalformedJsonException;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a results file in the order of the file. Not safe for concurrent use.
 *
 * <p>Bytes behind the last line feed are a row that was being written when the process ended, or is being written now:
 * they are not read.
 */
final class ResultLines implements Closeable {
    private final Path directory;
    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int filled;
    private long line;
    private long whole;

    private ResultLines(Path directory, InputStream in) {
        this.directory = directory;
        this.in = in;
    }

    /** Opens the results file of a run directory, which may be missing. */
    static ResultLines open(Path directory, Path file) {
        try {
            return new ResultLines(
                    directory, Files.exists(file) ? Files.newInputStream(file) : InputStream.nullInputStream());
        } catch (IOException e) {
            throw new RunDirectoryException(directory, "the results cannot be opened.", e);
        }
    }

    /** {@return the next row; null behind the last that is whole} */
    @Nullable ResultRow next() {
        byte[] bytes = nextLine();
        if (bytes == null) {
            return null;
        }
        line++;
        whole += bytes.length + 1L;
        try {
            return ResultRow.parse(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (MalformedJsonException e) {
            throw damaged(e.getMessage());
        } catch (CharacterCodingException e) {
            throw damaged("it is not valid UTF-8");
        }
    }

    /** {@return how many bytes the rows take that were read so far} */
    long wholeBytes() {
        return whole;
    }

    /** {@return the error that a result stands in the file twice} */
    RunDirectoryException twice(int number) {
        return new RunDirectoryException(
                directory, "result " + number + " stands in the results twice. Remove one of both lines.", null);
    }

    private RunDirectoryException damaged(@Nullable String how) {
        return new RunDirectoryException(
                directory,
                "line " + line + " of the results is damaged: " + how
                        + ". Remove that line to have its item asked again, or delete the directory.",
                null);
    }

    private byte @Nullable [] nextLine() {
        ByteArrayOutputStream text = new ByteArrayOutputStream(1024);
        while (true) {
            if (position == filled && !fill()) {
                return null;
            }
            int end = position;
            while (end < filled && buffer[end] != '\n') {
                end++;
            }
            text.write(buffer, position, end - position);
            position = end;
            if (end < filled) {
                position++;
                return text.toByteArray();
            }
        }
    }

    private boolean fill() {
        try {
            filled = Math.max(0, in.read(buffer));
            position = 0;
            return filled > 0;
        } catch (IOException e) {
            throw new RunDirectoryException(directory, "reading the results failed.", e);
        }
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new RunDirectoryException(directory, "closing the results failed.", e);
        }
    }
}
