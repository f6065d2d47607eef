package dev.llmops.remote.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * The headers of an event stream frame.
 *
 * <p>Values of every type are read, and those of strings kept: no other type names anything.
 */
final class FrameHeaders {
    private final Map<String, String> strings;

    private FrameHeaders(Map<String, String> strings) {
        this.strings = strings;
    }

    /** {@return the headers that fill {@code bytes} from its position to its limit, big endian} */
    static FrameHeaders of(ByteBuffer bytes) {
        Map<String, String> strings = new HashMap<>();
        try {
            while (bytes.hasRemaining()) {
                String name = text(bytes, bytes.get() & 0xFF);
                int type = bytes.get() & 0xFF;
                if (type == 7) {
                    strings.put(name, text(bytes, bytes.getShort() & 0xFFFF));
                } else {
                    skip(bytes, type == 6 ? bytes.getShort() & 0xFFFF : length(type));
                }
            }
        } catch (BufferUnderflowException e) {
            throw MalformedStreamException.brokenFrame("A header of a frame is longer than the headers together.");
        }
        return new FrameHeaders(strings);
    }

    /** {@return the string of a header; empty if there is none} */
    String string(String name) {
        return strings.getOrDefault(name, "");
    }

    private static int length(int type) {
        return switch (type) {
            case 0, 1 -> 0; // true and false
            case 2 -> Byte.BYTES;
            case 3 -> Short.BYTES;
            case 4 -> Integer.BYTES;
            case 5, 8 -> Long.BYTES; // a number, a time
            case 9 -> 2 * Long.BYTES; // a UUID
            default ->
                throw MalformedStreamException.brokenFrame(
                        "A header of a frame has type " + type + "; there are 0 to 9 only.");
        };
    }

    private static String text(ByteBuffer bytes, int length) {
        requireRemaining(bytes, length);
        byte[] text = new byte[length];
        bytes.get(text);
        return new String(text, UTF_8);
    }

    private static void skip(ByteBuffer bytes, int length) {
        requireRemaining(bytes, length);
        bytes.position(bytes.position() + length);
    }

    private static void requireRemaining(ByteBuffer bytes, int length) {
        if (length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
    }
}
