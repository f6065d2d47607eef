package dev.llmops.onnx.encoder;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/** Memory outside the heap for one run, which grows as runs grow. Used by one run at a time. */
final class Workspace {
    private LongBuffer ids = longs(0);
    private LongBuffer mask = longs(0);
    private LongBuffer types = longs(0);
    private LongBuffer positions = longs(0);
    private FloatBuffer output = bytes(0).asFloatBuffer();
    private ByteBuffer halves = bytes(0);

    /** Fills the inputs with texts, one row each, and fills the rows up to {@code columns}. */
    void fill(TokenizedText[] texts, int columns, long padding) {
        int size = texts.length * columns;
        if (ids.capacity() < size) {
            ids = longs(size);
            mask = longs(size);
            types = longs(size);
            positions = longs(size);
        }
        for (LongBuffer buffer : new LongBuffer[] {ids, mask, types, positions}) {
            buffer.clear().limit(size);
        }
        int at = 0;
        for (TokenizedText text : texts) {
            for (int column = 0; column < columns; column++, at++) {
                boolean there = column < text.length();
                ids.put(at, there ? text.id(column) : padding);
                // A text without tokens reads one token of padding: attention to nothing at all is no number.
                mask.put(at, there || column == 0 ? 1 : 0);
                types.put(at, there ? text.type(column) : 0);
                positions.put(at, column);
            }
        }
    }

    /** {@return the values of an input, by its name; null if there is no such input} */
    @SuppressWarnings("NullAway")
    LongBuffer input(String name) {
        return switch (name) {
            case "input_ids" -> ids;
            case "attention_mask" -> mask;
            case "token_type_ids" -> types;
            case "position_ids" -> positions;
            default -> null;
        };
    }

    /** {@return room for {@code size} floats} */
    FloatBuffer output(int size) {
        if (output.capacity() < size) {
            output = bytes(Math.multiplyExact(size, Float.BYTES)).asFloatBuffer();
        }
        output.clear().limit(size);
        return output;
    }

    /** {@return room for {@code size} floats of half the size} */
    ByteBuffer halves(int size) {
        if (halves.capacity() < size * Short.BYTES) {
            halves = bytes(Math.multiplyExact(size, Short.BYTES));
        }
        halves.clear().limit(size * Short.BYTES);
        return halves;
    }

    private static LongBuffer longs(int size) {
        return bytes(Math.multiplyExact(size, Long.BYTES)).asLongBuffer();
    }

    private static ByteBuffer bytes(int size) {
        return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    }
}
