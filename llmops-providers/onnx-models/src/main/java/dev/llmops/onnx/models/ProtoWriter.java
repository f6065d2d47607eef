package dev.llmops.onnx.models;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes the fields of one protobuf message, in the order they are given.
 *
 * <p>Source of the encoding: Protocol Buffers documentation, "Encoding". Not safe for concurrent use.
 */
final class ProtoWriter {
    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED32 = 5;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Writes an integer, an enum constant or a boolean. */
    ProtoWriter varint(int field, long value) {
        raw(((long) field << 3) | VARINT);
        raw(value);
        return this;
    }

    /** Writes a float. */
    ProtoWriter fixed32(int field, float value) {
        raw(((long) field << 3) | FIXED32);
        int bits = Float.floatToRawIntBits(value);
        for (int shift = 0; shift < 32; shift += 8) {
            out.write(bits >>> shift);
        }
        return this;
    }

    /** Writes text as UTF-8. */
    ProtoWriter text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a message inside this one. */
    ProtoWriter message(int field, ProtoWriter message) {
        return bytes(field, message.toByteArray());
    }

    /** Writes bytes. */
    ProtoWriter bytes(int field, byte[] value) {
        raw(((long) field << 3) | LENGTH_DELIMITED);
        raw(value.length);
        out.writeBytes(value);
        return this;
    }

    /** {@return what was written so far} */
    byte[] toByteArray() {
        return out.toByteArray();
    }

    private void raw(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
