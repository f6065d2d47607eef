package dev.llmops.benchmarks.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Writes {@code .safetensors} files (a length of eight bytes, a JSON header, the values) with random numbers, in the
 * four bits of Jlama: a tensor of type {@code Q4} with the numbers, two in a byte, and one named {@code .qb} with the
 * scales of blocks of 32 as floats.
 *
 * <p>Not safe for concurrent use.
 */
final class SafetensorsWriter {
    private static final int BLOCK = 32;
    private static final int ALIGNMENT = 64;
    private static final int CHUNK = 1 << 16;
    /** So that sums stay of the size of what is summed. */
    private static final float SCALE = 0.01f;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode header = JSON.createObjectNode();
    private final List<Content> contents = new ArrayList<>();
    private long offset;

    /** Adds a vector of ones. */
    SafetensorsWriter vector(String name, int length) {
        add(name, "F32", (long) length * Float.BYTES, (out, random) -> floats(out, length, 1), length);
        return this;
    }

    /** Adds a matrix of {@code rows} rows of four bits, with a scale for each block of 32. */
    SafetensorsWriter matrix(String name, int columns, int rows) {
        long bytes = (long) columns * rows / 2;
        long scales = (long) columns * rows / BLOCK;
        add(name, "Q4", bytes, (out, random) -> randomBytes(out, bytes, random), rows, columns);
        add(
                name + ".qb",
                "F32",
                scales * Float.BYTES,
                (out, random) -> floats(out, scales, SCALE),
                rows,
                columns / BLOCK);
        return this;
    }

    private void add(String name, String type, long bytes, Content content, int... shape) {
        ObjectNode description = header.putObject(name).put("dtype", type);
        var sizes = description.putArray("shape");
        Arrays.stream(shape).forEach(sizes::add);
        description.putArray("data_offsets").add(offset).add(offset + bytes);
        contents.add(content);
        offset += bytes;
    }

    /** Writes everything. */
    void write(Path file) throws IOException {
        byte[] json = JSON.writeValueAsBytes(header);
        int length = (Long.BYTES + json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT - Long.BYTES;
        byte[] padded = Arrays.copyOf(json, length);
        Arrays.fill(padded, json.length, length, (byte) ' ');
        SplittableRandom random = new SplittableRandom(1);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), CHUNK)) {
            out.write(littleEndian(Long.BYTES).putLong(length).array());
            out.write(padded);
            for (Content content : contents) {
                content.write(out, random);
            }
        }
    }

    private static void floats(OutputStream out, long count, float value) throws IOException {
        byte[] one = littleEndian(Float.BYTES).putFloat(value).array();
        for (long i = 0; i < count; i++) {
            out.write(one);
        }
    }

    private static void randomBytes(OutputStream out, long count, SplittableRandom random) throws IOException {
        for (long left = count; left > 0; left -= CHUNK) {
            byte[] bytes = new byte[(int) Math.min(CHUNK, left)];
            random.nextBytes(bytes);
            out.write(bytes);
        }
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The values of a tensor. */
    @FunctionalInterface
    private interface Content {
        void write(OutputStream out, SplittableRandom random) throws IOException;
    }
}
