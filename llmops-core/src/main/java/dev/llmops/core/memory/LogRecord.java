package dev.llmops.core.memory;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Where a record stands in a log.
 *
 * <p>A record is a line: kind, length, checksum, then JSON, which has no line feed in it.
 *
 * <pre>T 000000a3 1c291ca3 {"conversation":…}</pre>
 *
 * <p>Length and checksum are eight hexadecimal digits; the length is that of the JSON in bytes, the
 * checksum is CRC-32C (RFC 3720) of the kind, a space, the length and the JSON. So a record proves by itself
 * that it is whole, and after a damaged one the next begins behind the next line feed.
 *
 * @param kind what the record is
 * @param offset where its JSON begins
 * @param length how long its JSON is
 */
record LogRecord(char kind, long offset, int length) {
    /** A turn. */
    static final char TURN = 'T';

    /** A turn that contains a system message. */
    static final char TURN_WITH_SYSTEM_MESSAGE = 'S';

    static final int HEADER = 20;
    static final int LARGEST = 256 << 20;
    static final byte TERMINATOR = '\n';

    private static final int SUMMED = 10;
    private static final int CHUNK = 8192;
    private static final HexFormat HEX = HexFormat.of();

    /** {@return a record as it stands in a log, with its line feed} */
    static byte[] frame(char kind, byte[] json) {
        byte[] start = (kind + " " + HEX.toHexDigits(json.length)).getBytes(US_ASCII);
        CRC32C sum = new CRC32C();
        sum.update(start);
        sum.update(json);
        byte[] frame = new byte[HEADER + json.length + 1];
        System.arraycopy(start, 0, frame, 0, SUMMED);
        byte[] end = (" " + HEX.toHexDigits((int) sum.getValue()) + " ").getBytes(US_ASCII);
        System.arraycopy(end, 0, frame, SUMMED, end.length);
        System.arraycopy(json, 0, frame, HEADER, json.length);
        frame[frame.length - 1] = TERMINATOR;
        return frame;
    }

    /** {@return the record that begins at {@code position}, if a whole one does} */
    static @Nullable LogRecord at(RandomAccessFile file, long position, long size) throws IOException {
        if (size - position < HEADER) {
            return null;
        }
        byte[] header = new byte[HEADER];
        file.seek(position);
        file.readFully(header);
        if (header[1] != ' ' || header[SUMMED] != ' ' || header[HEADER - 1] != ' ') {
            return null;
        }
        long length = number(header, 2);
        if (length < 0 || length > Math.min(LARGEST, size - position - HEADER)) {
            return null;
        }
        CRC32C sum = new CRC32C();
        sum.update(header, 0, SUMMED);
        update(sum, file, (int) length);
        return sum.getValue() == number(header, SUMMED + 1)
                ? new LogRecord((char) header[0], position + HEADER, (int) length)
                : null;
    }

    /** {@return where the record ends, before its line feed} */
    long end() {
        return offset + length;
    }

    private static void update(CRC32C sum, RandomAccessFile file, int length) throws IOException {
        byte[] chunk = new byte[Math.min(CHUNK, length)];
        for (int left = length; left > 0; ) {
            int read = Math.min(left, chunk.length);
            file.readFully(chunk, 0, read);
            sum.update(chunk, 0, read);
            left -= read;
        }
    }

    private static long number(byte[] header, int from) {
        String digits = new String(header, from, 8, US_ASCII);
        return digits.chars().allMatch(HexFormat::isHexDigit) ? HexFormat.fromHexDigitsToLong(digits) : -1;
    }
}
