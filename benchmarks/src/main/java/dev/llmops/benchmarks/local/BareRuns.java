package dev.llmops.benchmarks.local;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.llmops.onnx.ComputeOptions;
import dev.llmops.onnx.graph.DecoderEdit;
import dev.llmops.onnx.models.DecoderShape;
import dev.llmops.onnx.runtime.GraphSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Runs of a decoder by ONNX Runtime alone: the graph as this library edits it, the same tensors again and again, keys
 * and values written in place, and nothing done with the logits of the last token.
 *
 * <p>What a run through the engine takes beyond this is what the engine costs. Not safe for concurrent use.
 */
final class BareRuns implements AutoCloseable {
    private static final String LOGITS = "logits";

    private final GraphSession session;
    private final DecoderShape shape;
    private final int positions;
    private final SplittableRandom random = new SplittableRandom(7);

    private BareRuns(GraphSession session, DecoderShape shape, int positions) {
        this.session = session;
        this.shape = shape;
        this.positions = positions;
    }

    /**
     * {@return runs of the model in {@code directory}}
     *
     * @param positions how many positions there is memory for
     * @param accuracyLevel how exact activations are, as {@link DecoderEdit} has it
     */
    static BareRuns open(Path directory, DecoderShape shape, int threads, int positions, int accuracyLevel) {
        ComputeOptions compute = ComputeOptions.builder().threads(threads).build();
        GraphSession session = GraphSession.open(
                directory.resolve("onnx/model_q4.onnx"),
                compute,
                graph -> new DecoderEdit(graph, LOGITS, accuracyLevel).apply());
        return new BareRuns(session, shape, positions);
    }

    /**
     * Adds how many tokens a second each of {@code times} runs computes.
     *
     * @param before how many positions there are before
     * @param tokens how many tokens a run takes
     */
    void measure(int before, int tokens, int times, Samples rates) {
        try {
            Map<String, OnnxTensorLike> inputs = new HashMap<>();
            for (String name : session.session().getInputNames()) {
                inputs.put(name, input(name, before, tokens));
            }
            Map<String, OnnxValue> outputs = new HashMap<>();
            for (String name : session.session().getOutputNames()) {
                outputs.put(
                        name,
                        name.equals(LOGITS)
                                ? floats(1, shape.vocabulary())
                                : (OnnxTensor) inputs.get(name.replace("present", "past_key_values")));
            }
            session.session().run(inputs, Set.of(), outputs).close();
            for (int i = 0; i < times; i++) {
                long start = System.nanoTime();
                session.session().run(inputs, Set.of(), outputs).close();
                rates.add(tokens * 1e9 / (System.nanoTime() - start));
            }
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    private OnnxTensor input(String name, int before, int tokens) throws OrtException {
        return switch (name) {
            case "input_ids" ->
                longs(random.longs(tokens, 0, shape.vocabulary()).toArray(), 1, tokens);
            case "attention_mask" -> longs(ones(before + tokens), 1, before + tokens);
            case DecoderEdit.ROWS -> longs(new long[] {tokens - 1}, 1);
            default -> floats(1, shape.keyHeads(), positions, shape.headSize());
        };
    }

    private static long[] ones(int size) {
        long[] values = new long[size];
        Arrays.fill(values, 1);
        return values;
    }

    private OnnxTensor longs(long[] values, long... shape) throws OrtException {
        LongBuffer buffer = direct((long) Long.BYTES * values.length).asLongBuffer();
        return OnnxTensor.createTensor(environment(), buffer.put(values).flip(), shape);
    }

    private OnnxTensor floats(long... shape) throws OrtException {
        long size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        FloatBuffer buffer = direct(Float.BYTES * size).asFloatBuffer();
        return OnnxTensor.createTensor(environment(), buffer, shape);
    }

    private static ByteBuffer direct(long bytes) {
        return ByteBuffer.allocateDirect(Math.toIntExact(bytes)).order(ByteOrder.nativeOrder());
    }

    private OrtEnvironment environment() {
        return session.environment();
    }

    @Override
    public void close() {
        session.close();
    }
}
