package dev.llmops.benchmarks.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Writes files of llama.cpp, in version 3 of the format GGUF (ggml's documentation, {@code docs/gguf.md}): entries,
 * descriptions of tensors, then the tensors with random numbers.
 *
 * <p>Not safe for concurrent use.
 */
final class GgufWriter {
    private static final int VERSION = 3;
    private static final int ALIGNMENT = 32;
    private static final int UINT32 = 4;
    private static final int INT32 = 5;
    private static final int FLOAT32 = 6;
    private static final int STRING = 8;
    private static final int ARRAY = 9;

    private final Bytes entries = new Bytes();
    private final Bytes descriptions = new Bytes();
    private final List<Tensor> tensors = new ArrayList<>();
    private int entryCount;
    private long offset;

    GgufWriter put(String key, String value) {
        entries.string(key).int32(STRING).string(value);
        entryCount++;
        return this;
    }

    GgufWriter put(String key, int value) {
        entries.string(key).int32(UINT32).int32(value);
        entryCount++;
        return this;
    }

    GgufWriter put(String key, float value) {
        entries.string(key).int32(FLOAT32).int32(Float.floatToIntBits(value));
        entryCount++;
        return this;
    }

    GgufWriter put(String key, List<String> values) {
        entries.string(key).int32(ARRAY).int32(STRING).int64(values.size());
        values.forEach(entries::string);
        entryCount++;
        return this;
    }

    GgufWriter put(String key, int[] values) {
        entries.string(key).int32(ARRAY).int32(INT32).int64(values.length);
        for (int value : values) {
            entries.int32(value);
        }
        entryCount++;
        return this;
    }

    /** Adds a vector of ones. */
    GgufWriter vector(String name, int length) {
        add(name, Kind.FLOAT, length);
        return this;
    }

    /** Adds a matrix of {@code rows} rows of four bits, with a scale for each block of 32. */
    GgufWriter matrix(String name, int columns, int rows) {
        add(name, Kind.Q4_0, columns, rows);
        return this;
    }

    private void add(String name, Kind kind, int... sizes) {
        descriptions.string(name).int32(sizes.length);
        long elements = 1;
        for (int size : sizes) {
            descriptions.int64(size);
            elements *= size;
        }
        Tensor tensor = new Tensor(kind, elements / kind.elements);
        descriptions.int32(kind.code).int64(offset);
        tensors.add(tensor);
        offset += aligned(tensor.bytes());
    }

    /** Writes everything. */
    void write(Path file) throws IOException {
        Bytes head = new Bytes().raw("GGUF".getBytes(StandardCharsets.US_ASCII)).int32(VERSION);
        head.int64(tensors.size()).int64(entryCount).raw(entries.toByteArray()).raw(descriptions.toByteArray());
        head.raw(new byte[(int) (aligned(head.size()) - head.size())]);
        SplittableRandom random = new SplittableRandom(1);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(head.toByteArray());
            for (Tensor tensor : tensors) {
                tensor.write(out, random);
                out.write(new byte[(int) (aligned(tensor.bytes()) - tensor.bytes())]);
            }
        }
    }

    private static long aligned(long bytes) {
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /** How numbers are stored. */
    private enum Kind {
        FLOAT(0, 1, Float.BYTES),
        Q4_0(2, 32, Short.BYTES + 16);

        private final int code;
        private final int elements;
        private final int bytes;

        Kind(int code, int elements, int bytes) {
            this.code = code;
            this.elements = elements;
            this.bytes = bytes;
        }

        void fill(ByteBuffer block, SplittableRandom random) {
            if (this == FLOAT) {
                block.putFloat(1);
                return;
            }
            // About 0.01 in 16 bits, so that sums stay of the size of what is summed.
            block.putShort((short) 0x211F).putLong(random.nextLong()).putLong(random.nextLong());
        }
    }

    private record Tensor(Kind kind, long blocks) {
        private static final int BLOCKS_AT_ONCE = 4096;

        long bytes() {
            return blocks * kind.bytes;
        }

        void write(OutputStream out, SplittableRandom random) throws IOException {
            for (long from = 0; from < blocks; from += BLOCKS_AT_ONCE) {
                int count = (int) Math.min(BLOCKS_AT_ONCE, blocks - from);
                ByteBuffer bytes = ByteBuffer.allocate(count * kind.bytes).order(ByteOrder.LITTLE_ENDIAN);
                for (int i = 0; i < count; i++) {
                    kind.fill(bytes, random);
                }
                out.write(bytes.array());
            }
        }
    }

    /** Bytes with the low ones first. */
    private static final class Bytes extends ByteArrayOutputStream {
        Bytes int32(int value) {
            return raw(ByteBuffer.allocate(Integer.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(value)
                    .array());
        }

        Bytes int64(long value) {
            return raw(ByteBuffer.allocate(Long.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(value)
                    .array());
        }

        Bytes string(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return int64(bytes.length).raw(bytes);
        }

        Bytes raw(byte[] bytes) {
            writeBytes(bytes);
            return this;
        }
    }
}
