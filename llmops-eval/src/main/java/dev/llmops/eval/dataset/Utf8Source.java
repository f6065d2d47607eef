package dev.llmops.eval.dataset;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The characters of a UTF-8 file, one by one, with the number of the line. Not safe for concurrent use.
 *
 * <p>Bytes that are not UTF-8 are an error that names their place; they are never replaced. A byte order mark is
 * skipped.
 */
final class Utf8Source implements Closeable {
    static final int END = -1;

    /** How long a line or a quoted field may be, in characters; what is longer is a file of another kind. */
    static final int LONGEST = 1 << 24;

    private static final int CHUNK = 1 << 14;

    private final String name;
    private final InputStream in;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final ByteBuffer bytes = ByteBuffer.allocate(CHUNK).limit(0);
    private final CharBuffer chars = CharBuffer.allocate(CHUNK).limit(0);
    private long bytesBefore;
    private boolean ended;
    private long malformedAt = -1;
    private boolean begun;
    private long line = 1;

    private Utf8Source(String name, InputStream in) {
        this.name = name;
        this.in = in;
    }

    static Utf8Source open(Path file) {
        try {
            return new Utf8Source(file.toString(), Files.newInputStream(file));
        } catch (IOException e) {
            throw DatasetException.of(file.toString(), "the file cannot be opened. Check name and permission.", e);
        }
    }

    /** {@return the line of the character that comes next, from 1} */
    long line() {
        return line;
    }

    /** {@return the next character; {@link #END} behind the last} */
    int read() {
        if (!chars.hasRemaining() && !fill()) {
            return END;
        }
        char c = chars.get();
        if (c == '\n') {
            line++;
        }
        return c;
    }

    /** {@return the next character, which {@link #read} gives again} */
    int peek() {
        if (!chars.hasRemaining() && !fill()) {
            return END;
        }
        return chars.get(chars.position());
    }

    /** {@return the rest of the line, without LF or CR LF; null behind the last} */
    @Nullable String readLine() {
        if (peek() == END) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        while (true) {
            int c = read();
            if (c == END || c == '\n') {
                int last = text.length() - 1;
                if (last >= 0 && text.charAt(last) == '\r') {
                    text.setLength(last);
                }
                return text.toString();
            }
            text.append((char) c);
            if (text.length() > LONGEST) {
                throw DatasetException.at(name, line, "the line is longer than " + LONGEST + " characters.");
            }
        }
    }

    private boolean fill() {
        while (!chars.hasRemaining()) {
            if (malformedAt >= 0) {
                throw DatasetException.at(
                        name, line, "byte " + malformedAt + " of the file is not valid UTF-8. Save the file as UTF-8.");
            }
            if (ended) {
                return false;
            }
            decode();
        }
        return true;
    }

    private void decode() {
        readBytes();
        boolean first = !begun && bytes.hasRemaining();
        if (first) {
            begun = true;
            refuseUtf16();
        }
        chars.clear();
        int before = bytes.position();
        CoderResult result = decoder.decode(bytes, chars, ended);
        bytesBefore += bytes.position() - before;
        chars.flip();
        if (result.isError()) {
            malformedAt = bytesBefore;
        }
        if (first && chars.hasRemaining() && chars.get(0) == '\uFEFF') {
            chars.get();
        }
    }

    /** Reads more bytes behind those that are left, if there is room. */
    private void readBytes() {
        bytes.compact();
        try {
            int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
            if (count < 0) {
                ended = true;
            } else {
                bytes.position(bytes.position() + count);
            }
        } catch (IOException e) {
            throw DatasetException.of(name, "reading failed near line " + line + ".", e);
        }
        bytes.flip();
    }

    private void refuseUtf16() {
        if (bytes.remaining() < 2) {
            return;
        }
        int first = bytes.get(0) & 0xFF;
        int second = bytes.get(1) & 0xFF;
        if (first == 0xFF && second == 0xFE || first == 0xFE && second == 0xFF || first == 0 || second == 0) {
            throw DatasetException.at(name, 1, "the file looks like UTF-16. Save it as UTF-8.");
        }
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw DatasetException.of(name, "the file cannot be closed.", e);
        }
    }
}
