package dev.llmops.remote.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/** Writes frames of {@code application/vnd.amazon.eventstream}, to test with. */
public final class EventStreamEncoder {
    private EventStreamEncoder() {}

    /** {@return the frame of an event with a JSON payload} */
    public static byte[] event(String type, String json) {
        return frame(Map.of(":message-type", "event", ":event-type", type, ":content-type", "application/json"), json);
    }

    /** {@return the frame of an exception with a JSON payload} */
    public static byte[] exception(String type, String json) {
        return frame(
                Map.of(":message-type", "exception", ":exception-type", type, ":content-type", "application/json"),
                json);
    }

    /** {@return the frame of an error, which has no payload} */
    public static byte[] error(String code, String message) {
        return frame(Map.of(":message-type", "error", ":error-code", code, ":error-message", message), "");
    }

    /** {@return the frame with these headers, all strings, in the order of their names} */
    public static byte[] frame(Map<String, String> headers, String payload) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new TreeMap<>(headers).forEach((name, value) -> bytes.writeBytes(header(name, value)));
        return frame(bytes.toByteArray(), payload.getBytes(UTF_8));
    }

    /** {@return the frame with headers that are encoded already} */
    public static byte[] frame(byte[] headers, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(16 + headers.length + payload.length);
        frame.putInt(frame.capacity()).putInt(headers.length);
        frame.putInt(checksum(frame.array(), frame.position()));
        frame.put(headers).put(payload);
        frame.putInt(checksum(frame.array(), frame.position()));
        return frame.array();
    }

    /** {@return the encoded header with a string value} */
    public static byte[] header(String name, String value) {
        byte[] text = value.getBytes(UTF_8);
        return header(
                name,
                7,
                ByteBuffer.allocate(2 + text.length)
                        .putShort((short) text.length)
                        .put(text)
                        .array());
    }

    /** {@return the encoded header with a value of any type, as it is on the wire} */
    public static byte[] header(String name, int type, byte[] value) {
        byte[] key = name.getBytes(UTF_8);
        return ByteBuffer.allocate(2 + key.length + value.length)
                .put((byte) key.length)
                .put(key)
                .put((byte) type)
                .put(value)
                .array();
    }

    private static int checksum(byte[] frame, int length) {
        CRC32 sum = new CRC32();
        sum.update(frame, 0, length);
        return (int) sum.getValue();
    }
}
