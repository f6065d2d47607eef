package dev.llmops.benchmarks.local;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.llmops.onnx.models.DecoderShape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Steps of a decoder by ONNX Runtime alone: the same tensors again and again, and nothing done with the logits.
 *
 * <p>What a step through the engine takes beyond this is what the engine costs.
 */
final class BareSteps {
    private static final int POSITIONS = 64;

    private BareSteps() {}

    /** {@return the mean time of a step in milliseconds, over {@code steps} of them} */
    static double millis(Path directory, DecoderShape shape, int threads, int steps) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            String file = directory.resolve("onnx/model_q4.onnx").toString();
            try (OrtSession session = environment.createSession(file, options)) {
                return time(environment, session, shape, steps);
            }
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double time(OrtEnvironment environment, OrtSession session, DecoderShape shape, int steps)
            throws OrtException {
        Map<String, OnnxTensorLike> inputs = new HashMap<>();
        Map<String, OnnxValue> outputs = new HashMap<>();
        for (String name : session.getInputNames()) {
            inputs.put(name, input(environment, name, shape));
        }
        for (String name : session.getOutputNames()) {
            String past = name.replace("present", "past_key_values");
            outputs.put(
                    name,
                    name.equals("logits")
                            ? floats(environment, 1, 1, shape.vocabulary())
                            : (OnnxTensor) inputs.get(past));
        }
        for (int i = 0; i < steps; i++) {
            session.run(inputs, Set.of(), outputs).close();
        }
        long start = System.nanoTime();
        for (int i = 0; i < steps; i++) {
            session.run(inputs, Set.of(), outputs).close();
        }
        return (System.nanoTime() - start) / 1e6 / steps;
    }

    private static OnnxTensor input(OrtEnvironment environment, String name, DecoderShape shape) throws OrtException {
        return switch (name) {
            case "input_ids", "position_ids" -> longs(environment, 1);
            case "attention_mask" -> longs(environment, POSITIONS);
            default -> floats(environment, 1, shape.keyHeads(), POSITIONS, shape.headSize());
        };
    }

    private static OnnxTensor longs(OrtEnvironment environment, int size) throws OrtException {
        LongBuffer buffer = ByteBuffer.allocateDirect(Long.BYTES * size)
                .order(ByteOrder.nativeOrder())
                .asLongBuffer();
        for (int i = 0; i < size; i++) {
            buffer.put(i, 1);
        }
        return OnnxTensor.createTensor(environment, buffer, new long[] {1, size});
    }

    private static OnnxTensor floats(OrtEnvironment environment, long... shape) throws OrtException {
        long size = 1;
        for (long dimension : shape) {
            size *= dimension;
        }
        FloatBuffer buffer = ByteBuffer.allocateDirect(Math.toIntExact(Float.BYTES * size))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        return OnnxTensor.createTensor(environment, buffer, shape);
    }
}
