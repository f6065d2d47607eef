package dev.llmops.onnx.graph;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Goes through the fields of one protobuf message.
 *
 * <p>Source of the encoding: Protocol Buffers documentation, "Encoding". Not safe for concurrent use.
 */
final class ProtoReader {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED32 = 5;

    private final ByteBuffer in;
    private int start;
    private int field;
    private int wireType;
    private long number;
    private ByteBuffer payload = ByteBuffer.allocate(0);

    ProtoReader(ByteBuffer message) {
        this.in = message.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Goes to the next field; {@return whether there is one} */
    boolean next() {
        if (!in.hasRemaining()) {
            return false;
        }
        start = in.position();
        long key = varint();
        field = (int) (key >>> 3);
        wireType = (int) (key & 7);
        if (field == 0) {
            throw new DamagedGraphException("a field has number 0");
        }
        switch (wireType) {
            case VARINT -> number = varint();
            case FIXED64 -> number = need(8).getLong();
            case FIXED32 -> number = need(4).getInt();
            case LENGTH_DELIMITED -> payload = block();
            default -> throw new DamagedGraphException("a field has wire type " + wireType);
        }
        return true;
    }

    /** {@return the number of the field} */
    int field() {
        return field;
    }

    /** {@return the field as a whole: key and value} */
    ByteBuffer raw() {
        return in.duplicate().position(start).limit(in.position()).slice();
    }

    /** {@return the value of an integer field} */
    long number() {
        if (wireType == LENGTH_DELIMITED) {
            throw new DamagedGraphException("field " + field + " is not a number");
        }
        return number;
    }

    /** {@return the value of a field of bytes or of a message} */
    ByteBuffer bytes() {
        if (wireType != LENGTH_DELIMITED) {
            throw new DamagedGraphException("field " + field + " is not a message");
        }
        return payload.duplicate();
    }

    /** {@return the value of a field of text} */
    String text() {
        return StandardCharsets.UTF_8.decode(bytes()).toString();
    }

    private ByteBuffer block() {
        long length = varint();
        if (length < 0 || length > in.remaining()) {
            throw new DamagedGraphException("it ends in the middle of a field");
        }
        ByteBuffer block = in.slice(in.position(), (int) length);
        in.position(in.position() + (int) length);
        return block;
    }

    private ByteBuffer need(int bytes) {
        if (in.remaining() < bytes) {
            throw new DamagedGraphException("it ends in the middle of a field");
        }
        return in;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = need(1).get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new DamagedGraphException("a number has more than 64 bits");
    }
}
