package dev.llmops.eval.run;

import dev.llmops.eval.json.MalformedJsonException;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a results file in the order of the file, or from wherever one wants. Not safe for concurrent use.
 *
 * <p>Bytes behind the last line feed are a row that was being written when the process ended, or is being written now:
 * they are not read.
 */
final class ResultLines implements Closeable {
    private static final String BEGINNING = "{\"n\":";

    private final Path directory;
    private final @Nullable RandomAccessFile file;
    private final byte[] buffer = new byte[1 << 16];
    /** Where in the file the buffer begins. */
    private long base;

    private int position;
    private int filled;
    private long lineBegin;

    private ResultLines(Path directory, @Nullable RandomAccessFile file) {
        this.directory = directory;
        this.file = file;
    }

    /** Opens the results file of a run directory, which may be missing. */
    static ResultLines open(Path directory, Path file) {
        try {
            return new ResultLines(directory, Files.exists(file) ? new RandomAccessFile(file.toFile(), "r") : null);
        } catch (IOException e) {
            throw new RunDirectoryException(directory, "the results cannot be opened.", e);
        }
    }

    /** {@return the next row; null behind the last that is whole} */
    @Nullable ResultRow next() {
        byte[] line = nextLine();
        try {
            return line == null ? null : ResultRow.parse(text(line));
        } catch (MalformedJsonException e) {
            throw damaged(e.getMessage());
        }
    }

    /** {@return the number of the next row, whose rest is not looked at; -1 behind the last that is whole} */
    int nextNumber() {
        byte[] line = nextLine();
        if (line == null) {
            return -1;
        }
        long number = 0;
        int at = BEGINNING.length();
        while (at < line.length && line[at] >= '0' && line[at] <= '9' && number <= Integer.MAX_VALUE) {
            number = number * 10 + line[at++] - '0';
        }
        boolean begins = new String(line, 0, Math.min(line.length, BEGINNING.length()), StandardCharsets.ISO_8859_1)
                .equals(BEGINNING);
        if (!begins || at == BEGINNING.length() || number > Integer.MAX_VALUE) {
            throw damaged("it does not begin with its number");
        }
        return (int) number;
    }

    /** {@return where the next line begins, in bytes} */
    long offset() {
        return base + position;
    }

    /** Goes to the line that begins at {@code offset}. */
    void seek(long offset) {
        if (offset >= base && offset <= base + filled) {
            position = (int) (offset - base);
        } else {
            base = offset;
            position = 0;
            filled = 0;
        }
    }

    /** {@return the error that a result stands in the file twice} */
    RunDirectoryException twice(int number) {
        return new RunDirectoryException(
                directory, "result " + number + " stands in the results twice. Remove one of both lines.", null);
    }

    private RunDirectoryException damaged(@Nullable String how) {
        return new RunDirectoryException(
                directory,
                "line " + lineNumber() + " of the results is damaged: " + how
                        + ". Remove that line to have its item asked again, or delete the directory.",
                null);
    }

    /** Counted only when it is asked for; the reader goes to and fro. */
    private long lineNumber() {
        long end = lineBegin;
        long lines = 1;
        seek(0);
        while (offset() < end && nextLine() != null) {
            lines++;
        }
        return lines;
    }

    private static String text(byte[] line) throws MalformedJsonException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedJsonException("it is not valid UTF-8");
        }
    }

    /** {@return the bytes of the next line without its end; null, and nothing is read, if it has no end} */
    private byte @Nullable [] nextLine() {
        lineBegin = offset();
        ByteArrayOutputStream text = new ByteArrayOutputStream(1024);
        while (true) {
            if (position == filled && !fill()) {
                seek(lineBegin);
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
        if (file == null) {
            return false;
        }
        try {
            base += filled;
            position = 0;
            filled = 0;
            file.seek(base);
            filled = Math.max(0, file.read(buffer));
            return filled > 0;
        } catch (IOException e) {
            throw new RunDirectoryException(directory, "reading the results failed.", e);
        }
    }

    @Override
    public void close() {
        if (file == null) {
            return;
        }
        try {
            file.close();
        } catch (IOException e) {
            throw new RunDirectoryException(directory, "closing the results failed.", e);
        }
    }
}
