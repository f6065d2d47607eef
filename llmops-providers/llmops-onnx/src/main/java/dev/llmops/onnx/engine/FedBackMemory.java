package dev.llmops.onnx.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.llmops.onnx.files.GraphNames;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keys and values that the graph makes anew in each run, and that are given to the next one.
 *
 * <p>For exports with plain attention, which append to what they are given. One sequence runs at a time, and nothing
 * can be shared between sequences.
 */
final class FedBackMemory implements KeyValues {
    private final DecoderGraph graph;
    private final long limit;
    private final OnnxTensor empty;
    private final List<@Nullable Held> slots = new ArrayList<>();

    FedBackMemory(DecoderGraph graph, long limit) throws OrtException {
        this.graph = graph;
        this.limit = limit;
        this.empty = OnnxTensor.createTensor(
                graph.session().environment(),
                ByteBuffer.allocateDirect(0).order(ByteOrder.nativeOrder()),
                new long[] {1, graph.kvHeads(), 0, graph.headSize()},
                graph.cacheType());
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public boolean fits(int wantedSlots, int wantedPositions) {
        // While a run appends, old and new are both there.
        return 2 * graph.bytesPerPosition() * wantedSlots * wantedPositions <= limit;
    }

    @Override
    public void reserve(int wantedSlots, int wantedPositions, int used, int[] lengths) {
        if (!fits(wantedSlots, wantedPositions)) {
            throw new CacheFullException(2 * graph.bytesPerPosition() * wantedSlots * wantedPositions);
        }
        grow(wantedSlots);
    }

    private void grow(int wantedSlots) {
        while (slots.size() < wantedSlots) {
            slots.add(null);
        }
    }

    @Override
    public Map<String, OnnxTensor> past(int first, int count) {
        Held held = slots.get(first);
        Map<String, OnnxTensor> past = new LinkedHashMap<>();
        for (int layer = 0; layer < graph.layers(); layer++) {
            past.put(
                    GraphNames.at(graph.names().pastKey(), layer),
                    held == null ? empty : held.tensor(graph.names().presentKey(), layer));
            past.put(
                    GraphNames.at(graph.names().pastValue(), layer),
                    held == null ? empty : held.tensor(graph.names().presentValue(), layer));
        }
        return past;
    }

    @Override
    public Map<String, OnnxTensor> present(int first, int count) {
        return Map.of();
    }

    @Override
    public void take(int slot, OrtSession.Result result) {
        release(slot);
        slots.set(slot, new Held(result));
    }

    @Override
    public void swap(int a, int lengthA, int b, int lengthB) {
        grow(Math.max(a, b) + 1);
        Held held = slots.get(a);
        slots.set(a, slots.get(b));
        slots.set(b, held);
    }

    @Override
    public void copy(int from, int to, int length) {
        throw new UnsupportedOperationException("What the graph made belongs to one slot");
    }

    @Override
    public KeptPositions keep(int slot, int length) {
        throw new UnsupportedOperationException("What the graph made belongs to one slot");
    }

    @Override
    public void restore(KeptPositions kept, int slot, int length) {
        throw new UnsupportedOperationException("What the graph made belongs to one slot");
    }

    @Override
    public void discard(KeptPositions kept) {
        throw new UnsupportedOperationException("What the graph made belongs to one slot");
    }

    @Override
    public void release(int slot) {
        // A sequence may end before it has run.
        Held held = slot < slots.size() ? slots.get(slot) : null;
        if (held != null) {
            held.result.close();
            slots.set(slot, null);
        }
    }

    @Override
    public void close() {
        for (int slot = 0; slot < slots.size(); slot++) {
            release(slot);
        }
        empty.close();
    }

    /** What a run has made. */
    private record Held(OrtSession.Result result) {
        OnnxTensor tensor(String pattern, int layer) {
            OnnxValue value = result.get(GraphNames.at(pattern, layer))
                    .orElseThrow(() -> new IllegalStateException("The graph made no " + pattern));
            return (OnnxTensor) value;
        }
    }
}
