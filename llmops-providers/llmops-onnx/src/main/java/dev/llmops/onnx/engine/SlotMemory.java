package dev.llmops.onnx.engine;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.llmops.onnx.files.GraphNames;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keys and values of all sequences, written in place by the graph.
 *
 * <p>One buffer per layer for keys and one for values, each [slots, heads, capacity, size] outside of the heap. A
 * sequence has one slot; a run works on a range of slots, through tensors that are views of these buffers. Both slots
 * and capacity grow by doubling. What lies behind the length of a sequence is garbage, and is overwritten when the
 * sequence goes on: going back is setting a smaller length.
 *
 * <p>Not safe for concurrent use: the thread of the engine owns it.
 */
final class SlotMemory implements KeyValues {
    private static final int SMALLEST_CAPACITY = 128;

    private final DecoderGraph graph;
    private final OrtEnvironment environment;
    private final long limit;
    private final int rowBytes;
    private final PositionBuffers spare = new PositionBuffers();
    private ByteBuffer[] buffers;
    private int slots;
    private int capacity;
    private final Map<Long, Map<String, OnnxTensor>> pasts = new HashMap<>();
    private final Map<Long, Map<String, OnnxTensor>> presents = new HashMap<>();

    /**
     * Creates memory that holds nothing yet.
     *
     * @param limit how many bytes it may take
     */
    SlotMemory(DecoderGraph graph, long limit) {
        this.graph = graph;
        this.limit = limit;
        this.environment = graph.session().environment();
        this.rowBytes = graph.headSize() * graph.cacheType().size;
        this.buffers = new ByteBuffer[2 * graph.layers()];
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public boolean fits(int wantedSlots, int wantedPositions) {
        return bytes(rounded(wantedSlots, 1), rounded(wantedPositions, SMALLEST_CAPACITY)) <= limit;
    }

    private long bytes(int ofSlots, int ofCapacity) {
        return graph.bytesPerPosition() * ofSlots * ofCapacity;
    }

    @Override
    public void reserve(int wantedSlots, int wantedPositions, int used, int[] lengths) {
        if (wantedSlots <= slots && wantedPositions <= capacity) {
            return;
        }
        int longest = wantedPositions;
        for (int slot = 0; slot < used; slot++) {
            longest = Math.max(longest, lengths[slot]);
        }
        int newSlots = Math.max(slots, rounded(wantedSlots, 1));
        int newCapacity = Math.max(capacity, rounded(longest, SMALLEST_CAPACITY));
        if (bytes(newSlots, newCapacity) > limit) {
            // What was needed before may no longer be.
            newSlots = rounded(wantedSlots, 1);
            newCapacity = rounded(longest, SMALLEST_CAPACITY);
        }
        long size = (long) newSlots * graph.kvHeads() * newCapacity * rowBytes;
        if (bytes(newSlots, newCapacity) > limit || size > Integer.MAX_VALUE) {
            throw new CacheFullException(bytes(newSlots, newCapacity));
        }
        // Where memory ends half-way, all stays as it was.
        ByteBuffer[] larger = new ByteBuffer[buffers.length];
        for (int i = 0; i < larger.length; i++) {
            larger[i] = allocate((int) size);
        }
        for (int slot = 0; slot < Math.min(used, slots); slot++) {
            for (int i = 0; i < larger.length; i++) {
                copyRows(buffers[i], capacity, slot, larger[i], newCapacity, slot, lengths[slot]);
            }
        }
        closeViews();
        buffers = larger;
        slots = newSlots;
        capacity = newCapacity;
    }

    private static ByteBuffer allocate(int size) {
        try {
            return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
        } catch (OutOfMemoryError e) {
            throw new CacheFullException(size);
        }
    }

    /** {@return the least power of two, from {@code smallest}, that is not less than {@code wanted}} */
    private static int rounded(int wanted, int smallest) {
        int size = smallest;
        while (size < wanted) {
            size = Math.multiplyExact(size, 2);
        }
        return size;
    }

    @Override
    public void copy(int from, int to, int length) {
        if (from == to || length == 0) {
            return;
        }
        for (ByteBuffer buffer : buffers) {
            copyRows(buffer, capacity, from, buffer, capacity, to, length);
        }
    }

    @Override
    public void swap(int a, int lengthA, int b, int lengthB) {
        if (lengthA == 0 || lengthB == 0) {
            copy(a, b, lengthA);
            copy(b, a, lengthB);
            return;
        }
        byte[] scratch = new byte[lengthA * rowBytes];
        for (ByteBuffer buffer : buffers) {
            for (int head = 0; head < graph.kvHeads(); head++) {
                int atA = offset(a, head, capacity);
                int atB = offset(b, head, capacity);
                buffer.get(atA, scratch);
                buffer.put(atA, buffer, atB, lengthB * rowBytes);
                buffer.put(atB, scratch);
            }
        }
    }

    @Override
    public KeptPositions keep(int slot, int length) {
        ByteBuffer copy = spare.take(Math.toIntExact(graph.bytesPerPosition() * length));
        int block = length * rowBytes;
        for (ByteBuffer buffer : buffers) {
            for (int head = 0; head < graph.kvHeads(); head++) {
                copy.put(buffer.slice(offset(slot, head, capacity), block));
            }
        }
        return new KeptPositions(copy.flip(), length);
    }

    @Override
    public void restore(KeptPositions kept, int slot, int length) {
        int keptBlock = kept.length() * rowBytes;
        int block = length * rowBytes;
        int position = 0;
        for (ByteBuffer buffer : buffers) {
            for (int head = 0; head < graph.kvHeads(); head++) {
                buffer.put(offset(slot, head, capacity), kept.bytes(), position, block);
                position += keptBlock;
            }
        }
    }

    @Override
    public void discard(KeptPositions kept) {
        spare.give(kept.bytes());
    }

    private void copyRows(
            ByteBuffer from, int fromCapacity, int fromSlot, ByteBuffer to, int toCapacity, int toSlot, int length) {
        if (length == 0) {
            // A slot that holds nothing yet may lie behind the end of the buffer.
            return;
        }
        for (int head = 0; head < graph.kvHeads(); head++) {
            to.put(offset(toSlot, head, toCapacity), from, offset(fromSlot, head, fromCapacity), length * rowBytes);
        }
    }

    private int offset(int slot, int head, int ofCapacity) {
        return (slot * graph.kvHeads() + head) * ofCapacity * rowBytes;
    }

    @Override
    public Map<String, OnnxTensor> past(int first, int count) throws OrtException {
        return views(pasts, first, count, graph.names().pastKey(), graph.names().pastValue());
    }

    /** The same memory as the inputs, which is how the graph knows that it may write in place. */
    @Override
    public Map<String, OnnxTensor> present(int first, int count) throws OrtException {
        return views(
                presents,
                first,
                count,
                graph.names().presentKey(),
                graph.names().presentValue());
    }

    @Override
    public void take(int slot, OrtSession.Result result) {
        // The graph has written in place.
    }

    private Map<String, OnnxTensor> views(
            Map<Long, Map<String, OnnxTensor>> made, int first, int count, String keys, String values)
            throws OrtException {
        Long range = (long) first << 32 | count;
        Map<String, OnnxTensor> found = made.get(range);
        if (found == null) {
            found = new LinkedHashMap<>();
            try {
                for (int layer = 0; layer < graph.layers(); layer++) {
                    found.put(GraphNames.at(keys, layer), view(buffers[2 * layer], first, count));
                    found.put(GraphNames.at(values, layer), view(buffers[2 * layer + 1], first, count));
                }
            } catch (OrtException | RuntimeException e) {
                // Half of the layers must not be found the next time.
                found.values().forEach(OnnxTensor::close);
                throw e;
            }
            made.put(range, found);
        }
        return found;
    }

    private OnnxTensor view(ByteBuffer buffer, int first, int count) throws OrtException {
        int from = offset(first, 0, capacity);
        int to = offset(first + count, 0, capacity);
        ByteBuffer slice = buffer.slice(from, to - from).order(ByteOrder.nativeOrder());
        long[] shape = {count, graph.kvHeads(), capacity, graph.headSize()};
        return graph.cacheType() == OnnxJavaType.FLOAT
                ? OnnxTensor.createTensor(environment, slice.asFloatBuffer(), shape)
                : OnnxTensor.createTensor(environment, slice, shape, graph.cacheType());
    }

    @Override
    public void release(int slot) {
        // The slot is overwritten by the next sequence.
    }

    private void closeViews() {
        pasts.values().forEach(views -> views.values().forEach(OnnxTensor::close));
        presents.values().forEach(views -> views.values().forEach(OnnxTensor::close));
        pasts.clear();
        presents.clear();
    }

    @Override
    public void close() {
        closeViews();
        spare.clear();
        buffers = new ByteBuffer[buffers.length];
        slots = 0;
        capacity = 0;
    }
}
