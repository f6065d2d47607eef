package dev.llmops.onnx.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Buffers outside of the heap that are used again.
 *
 * <p>What is outside of the heap is freed when the garbage collector gets to it, which in a service that makes little
 * garbage may be late: so what an evicted prefix has held goes to the next one. Sizes are powers of two. Not safe for
 * concurrent use: the thread of the engine owns them.
 */
final class PositionBuffers {
    private static final int SMALLEST = 1 << 12;
    private static final long MOST_FREE = 64L << 20;

    private final Map<Integer, Deque<ByteBuffer>> free = new HashMap<>();
    private long freeBytes;

    /** {@return the size of the buffer that {@code bytes} bytes take} */
    static long size(long bytes) {
        return Math.max(SMALLEST, Long.highestOneBit(Math.max(1, bytes - 1)) << 1);
    }

    /** {@return an empty buffer that holds at least {@code bytes}} */
    ByteBuffer take(int bytes) {
        if (size(bytes) > Integer.MAX_VALUE) {
            throw new CacheFullException(bytes);
        }
        int size = (int) size(bytes);
        ByteBuffer buffer = free.getOrDefault(size, new ArrayDeque<>()).poll();
        if (buffer != null) {
            freeBytes -= size;
            return buffer.clear();
        }
        try {
            return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
        } catch (OutOfMemoryError e) {
            clear();
            throw new CacheFullException(size);
        }
    }

    /** Takes a buffer back, unless there are enough. */
    void give(ByteBuffer buffer) {
        if (freeBytes + buffer.capacity() > MOST_FREE) {
            return;
        }
        freeBytes += buffer.capacity();
        free.computeIfAbsent(buffer.capacity(), size -> new ArrayDeque<>()).add(buffer);
    }

    /** Lets go of all buffers that are not in use. */
    void clear() {
        freeBytes = 0;
        free.clear();
    }
}
