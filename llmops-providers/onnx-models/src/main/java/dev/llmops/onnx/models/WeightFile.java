package dev.llmops.onnx.models;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file of weights beside a graph, written from front to end through one small buffer.
 *
 * <p>Every tensor begins on a page, so that a reader may map it. Not safe for concurrent use.
 */
final class WeightFile implements Closeable {
    private static final int PAGE = 4096;

    private final Path path;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
    private long position;

    private WeightFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** {@return an empty file at {@code path}; what was there is lost} */
    static WeightFile create(Path path) throws IOException {
        FileChannel channel = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        return new WeightFile(path, channel);
    }

    /** {@return the name of the file, by which the graph refers to it} */
    String name() {
        return path.getFileName().toString();
    }

    /** {@return where the next tensor begins, in bytes; the bytes up to there are filled with zeros} */
    long align() throws IOException {
        while (position % PAGE != 0) {
            write((byte) 0);
        }
        return position;
    }

    /** Writes one byte. */
    void write(byte value) throws IOException {
        room(1).put(value);
        position++;
    }

    /** Writes one float. */
    void write(float value) throws IOException {
        room(Float.BYTES).putFloat(value);
        position += Float.BYTES;
    }

    /** Writes bytes. */
    void write(byte[] values) throws IOException {
        int done = 0;
        while (done < values.length) {
            int count = Math.min(values.length - done, room(1).remaining());
            buffer.put(values, done, count);
            done += count;
        }
        position += values.length;
    }

    private ByteBuffer room(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            flush();
        }
        return buffer;
    }

    private void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            flush();
        }
    }
}
