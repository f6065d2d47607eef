package dev.llmops.onnx.engine;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.RunOptions;
import dev.llmops.onnx.graph.DecoderEdit;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs a decoder once: some tokens of some slots in, logits of the wanted rows out.
 *
 * <p>Inputs and logits go through buffers outside of the heap that are used again, since what ONNX Runtime allocates it
 * would also copy. Not safe for concurrent use: the thread of the engine owns it.
 */
final class DecoderRun implements AutoCloseable {
    /** An input of newer exports: how many of the last rows become logits; 0 means all. */
    static final String KEEP = "num_logits_to_keep";

    private final DecoderGraph graph;
    private final KeyValues memory;
    private final Adapter adapter;
    private final OrtEnvironment environment;
    private final Map<String, LongBuffer> buffers = new HashMap<>();
    private final int vocabulary;
    private FloatBuffer logits = FloatBuffer.allocate(0);
    private int rows;

    DecoderRun(DecoderGraph graph, KeyValues memory, Adapter adapter, int vocabulary) {
        this.graph = graph;
        this.adapter = adapter;
        this.memory = memory;
        this.environment = graph.session().environment();
        this.vocabulary = vocabulary;
    }

    /** {@return how many logits a row has} */
    int vocabulary() {
        return vocabulary;
    }

    /**
     * Runs {@code tokens.length} slots from {@code first}, all with the same number of tokens.
     *
     * @param first the first slot
     * @param lengths how many positions each of the slots has already
     * @param tokens the tokens of each slot
     * @param wanted the rows whose logits are wanted, counted over slots times tokens
     * @param options takes the order to stop
     */
    void run(int first, int[] lengths, int[][] tokens, int[] wanted, RunOptions options) throws OrtException {
        int slots = tokens.length;
        List<OnnxTensor> made = new ArrayList<>();
        try {
            Map<String, OnnxTensorLike> inputs = new LinkedHashMap<>(memory.past(first, slots));
            inputs.putAll(adapter.inputs());
            addInputs(inputs, made, lengths, tokens, wanted);
            Map<String, OnnxTensor> present = memory.present(first, slots);
            int logitRows = graph.choosesRows() ? wanted.length : slots * tokens[0].length;
            if (!present.isEmpty() && pinsLogits()) {
                runPinned(inputs, present, made, logitRows, wanted, options);
            } else {
                OrtSession.Result result = runFree(inputs, present, wanted, options);
                keepOrClose(first, result, !present.isEmpty());
            }
        } finally {
            made.forEach(OnnxTensor::close);
        }
    }

    private void keepOrClose(int first, OrtSession.Result result, boolean writtenInPlace) throws OrtException {
        if (writtenInPlace) {
            result.close();
        } else {
            memory.take(first, result);
        }
    }

    private boolean pinsLogits() {
        return graph.choosesRows() && graph.logitsType() == OnnxJavaType.FLOAT;
    }

    private void runPinned(
            Map<String, OnnxTensorLike> inputs,
            Map<String, OnnxTensor> present,
            List<OnnxTensor> made,
            int logitRows,
            int[] wanted,
            RunOptions options)
            throws OrtException {
        Map<String, OnnxValue> pinned = new LinkedHashMap<>(present);
        int size = Math.multiplyExact(logitRows, vocabulary);
        if (logits.capacity() < size || !logits.isDirect()) {
            logits = direct(Math.multiplyExact(4L, size)).asFloatBuffer();
        }
        logits.clear().limit(size);
        OnnxTensor tensor = OnnxTensor.createTensor(environment, logits.slice(), new long[] {logitRows, vocabulary});
        made.add(tensor);
        pinned.put(graph.names().logits(), tensor);
        graph.session().session().run(inputs, Set.of(), pinned, options).close();
        rows = wanted.length;
    }

    /** For graphs that give all rows, or in a type that must be converted: copies the wanted rows out. */
    private OrtSession.Result runFree(
            Map<String, OnnxTensorLike> inputs, Map<String, OnnxTensor> present, int[] wanted, RunOptions options)
            throws OrtException {
        Set<String> outputs = present.isEmpty()
                ? graph.session().session().getOutputNames()
                : Set.of(graph.names().logits());
        OrtSession.Result result = graph.session().session().run(inputs, outputs, present, options);
        try {
            OnnxTensor all = (OnnxTensor) result.get(graph.names().logits()).orElseThrow();
            FloatBuffer source = all.getFloatBuffer();
            if (graph.choosesRows()) {
                logits = source;
            } else {
                FloatBuffer chosen = FloatBuffer.allocate(wanted.length * vocabulary);
                for (int row : wanted) {
                    chosen.put(source.slice(row * vocabulary, vocabulary));
                }
                logits = chosen.flip();
            }
            rows = wanted.length;
            return result;
        } catch (RuntimeException e) {
            result.close();
            throw e;
        }
    }

    private void addInputs(
            Map<String, OnnxTensorLike> inputs, List<OnnxTensor> made, int[] lengths, int[][] tokens, int[] wanted)
            throws OrtException {
        int slots = tokens.length;
        int each = tokens[0].length;
        int total = 0;
        for (int length : lengths) {
            total = Math.max(total, length + each);
        }
        LongBuffer ids = buffer(graph.names().inputIds(), slots * each);
        LongBuffer mask = buffer(graph.names().attentionMask(), slots * total);
        LongBuffer positions = buffer(graph.names().positionIds(), slots * each);
        for (int slot = 0; slot < slots; slot++) {
            for (int i = 0; i < each; i++) {
                ids.put(tokens[slot][i]);
                positions.put(lengths[slot] + i);
            }
            for (int i = 0; i < total; i++) {
                mask.put(i < lengths[slot] + each ? 1 : 0);
            }
        }
        add(inputs, made, graph.names().inputIds(), ids, slots, each);
        add(inputs, made, graph.names().attentionMask(), mask, slots, total);
        add(inputs, made, graph.names().positionIds(), positions, slots, each);
        if (graph.choosesRows()) {
            LongBuffer chosen = buffer(DecoderEdit.ROWS, wanted.length);
            for (int row : wanted) {
                chosen.put(row);
            }
            add(inputs, made, DecoderEdit.ROWS, chosen, wanted.length);
        }
        if (graph.inputs().contains(KEEP)) {
            add(inputs, made, KEEP, buffer(KEEP, 1).put(0));
        }
    }

    private void add(
            Map<String, OnnxTensorLike> inputs, List<OnnxTensor> made, String name, LongBuffer values, long... shape)
            throws OrtException {
        if (graph.inputs().contains(name)) {
            OnnxTensor tensor = OnnxTensor.createTensor(environment, values.flip(), shape);
            made.add(tensor);
            inputs.put(name, tensor);
        }
    }

    private LongBuffer buffer(String name, int size) {
        @Nullable LongBuffer buffer = buffers.get(name);
        if (buffer == null || buffer.capacity() < size) {
            buffer = direct(8L * Math.max(16, 2 * size)).asLongBuffer();
            buffers.put(name, buffer);
        }
        return buffer.clear();
    }

    private static ByteBuffer direct(long bytes) {
        if (bytes > Integer.MAX_VALUE) {
            throw new CacheFullException(bytes);
        }
        return ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.nativeOrder());
    }

    /** Copies the logits of one of the wanted rows of the last run. */
    void logits(int row, float[] into) {
        java.util.Objects.checkIndex(row, rows);
        logits.get(row * vocabulary, into, 0, vocabulary);
    }

    @Override
    public void close() {
        adapter.close();
        buffers.clear();
        logits = FloatBuffer.allocate(0);
    }
}
