package dev.llmops.onnx.graph;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a protobuf message as a list of pieces, so that what is only passed on is never copied.
 *
 * <p>Not safe for concurrent use.
 */
final class ProtoWriter {
    private static final int LENGTH_DELIMITED = 2;

    private final List<ByteBuffer> pieces = new ArrayList<>();
    private long length;

    /** Passes on a field as it was read. */
    ProtoWriter raw(ByteBuffer field) {
        pieces.add(field);
        length += field.remaining();
        return this;
    }

    ProtoWriter number(int field, long value) {
        ByteBuffer out = ByteBuffer.allocate(20);
        varint(out, (long) field << 3);
        varint(out, value);
        return raw(out.flip());
    }

    ProtoWriter text(int field, String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return header(field, utf8.length).raw(ByteBuffer.wrap(utf8));
    }

    ProtoWriter message(int field, ProtoWriter message) {
        header(field, message.length);
        message.pieces.forEach(this::raw);
        return this;
    }

    /** {@return the number of bytes written} */
    long length() {
        return length;
    }

    /** {@return what was written, in order} */
    List<ByteBuffer> pieces() {
        return pieces;
    }

    private ProtoWriter header(int field, long size) {
        ByteBuffer out = ByteBuffer.allocate(20);
        varint(out, ((long) field << 3) | LENGTH_DELIMITED);
        varint(out, size);
        return raw(out.flip());
    }

    private static void varint(ByteBuffer out, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.put((byte) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest);
    }
}
