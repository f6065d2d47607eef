package dev.llmops.remote.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** The bytes of something that has not come to its end, up to a limit. */
final class PendingBytes {
    private static final int FIRST_CAPACITY = 512;
    private static final int KEPT_CAPACITY = 64 * 1024;

    private final String what;
    private final int limit;
    private byte[] bytes = new byte[FIRST_CAPACITY];
    private int size;

    /** Takes at most {@code limit} bytes, at least 1; {@code what} names in messages what they are, such as "line". */
    PendingBytes(String what, int limit) {
        this.what = what;
        this.limit = limit;
    }

    /** Appends the bytes from {@code from} to before {@code to}. */
    void append(byte[] source, int from, int to) {
        int length = to - from;
        requireRoomFor(length);
        if (length > bytes.length - size) {
            long doubled = Math.max(2L * bytes.length, (long) size + length);
            bytes = Arrays.copyOf(bytes, (int) Math.min(doubled, limit));
        }
        System.arraycopy(source, from, bytes, size, length);
        size += length;
    }

    /** Fails if {@code more} further bytes were too many. */
    void requireRoomFor(int more) {
        if (more > limit - size) {
            throw MalformedStreamException.tooLong("A " + what + " of the stream is longer than the limit of " + limit
                    + " bytes. Raise the connection's maxEventBytes if the server means to send such.");
        }
    }

    /** {@return the array that holds the bytes, from index 0; valid until the next append or clear} */
    byte[] array() {
        return bytes;
    }

    /** {@return how many bytes there are} */
    int size() {
        return size;
    }

    /** {@return the bytes read as UTF-8, invalid ones as U+FFFD} */
    String text() {
        return new String(bytes, 0, size, UTF_8);
    }

    /** Forgets the bytes, and the room for them if it was unusually large. */
    void clear() {
        size = 0;
        if (bytes.length > KEPT_CAPACITY) {
            bytes = new byte[FIRST_CAPACITY];
        }
    }
}
