package dev.llmops.onnx.models;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.RunOptions;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One sequence through a decoder as simply as can be: what the graph put out goes in again. */
final class DecoderRun implements AutoCloseable {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final DecoderShape shape;
    private OrtSession.@Nullable Result previous;
    private int past;

    DecoderRun(DecoderModel model, Path directory) throws OrtException {
        this.shape = model.shape();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            this.session = environment.createSession(
                    directory.resolve(model.graphFile()).toString(), options);
        }
    }

    /** {@return the logits of the given tokens, which follow those of the calls before} */
    float[][] feed(int... tokens) throws OrtException {
        return feed(0, tokens);
    }

    /** {@return the same, of a run with options} */
    float[][] feed(RunOptions options, int... tokens) throws OrtException {
        return feed(0, options, tokens);
    }

    /** {@return the inputs that must be fed} */
    Set<String> inputs() {
        return session.getInputNames();
    }

    /** {@return the logits of the last {@code keep} tokens; of all if it is 0} */
    float[][] feed(int keep, int[] tokens) throws OrtException {
        try (RunOptions options = new RunOptions()) {
            return feed(keep, options, tokens);
        }
    }

    private float[][] feed(int keep, RunOptions options, int[] tokens) throws OrtException {
        Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
        long[] ids = Arrays.stream(tokens).asLongStream().toArray();
        long[] mask = new long[past + tokens.length];
        long[] positions = new long[tokens.length];
        Arrays.fill(mask, 1);
        Arrays.setAll(positions, i -> past + i);
        inputs.put("input_ids", longs(ids, 1, ids.length));
        inputs.put("attention_mask", longs(mask, 1, mask.length));
        if (session.getInputNames().contains("position_ids")) {
            inputs.put("position_ids", longs(positions, 1, ids.length));
        }
        if (session.getInputNames().contains("num_logits_to_keep")) {
            inputs.put("num_logits_to_keep", longs(new long[] {keep}));
        }
        for (int layer = 0; layer < shape.layers(); layer++) {
            for (String part : new String[] {"key", "value"}) {
                inputs.put("past_key_values." + layer + "." + part, cache("present." + layer + "." + part));
            }
        }
        OrtSession.Result result = session.run(inputs, options);
        if (previous != null) {
            previous.close();
        }
        previous = result;
        past += tokens.length;
        return rows((OnnxTensor) result.get(0));
    }

    private OnnxTensor cache(String name) throws OrtException {
        if (previous != null) {
            return (OnnxTensor) previous.get(name).orElseThrow();
        }
        long[] empty = {1, shape.keyHeads(), 0, shape.headSize()};
        return OnnxTensor.createTensor(environment, FloatBuffer.allocate(0), empty);
    }

    private OnnxTensor longs(long[] values, long... size) throws OrtException {
        return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), size);
    }

    private static float[][] rows(OnnxTensor tensor) {
        long[] size = tensor.getInfo().getShape();
        FloatBuffer values = tensor.getFloatBuffer();
        float[][] rows = new float[(int) size[1]][(int) size[2]];
        for (float[] row : rows) {
            values.get(row);
        }
        return rows;
    }

    @Override
    public void close() throws OrtException {
        if (previous != null) {
            previous.close();
        }
        session.close();
    }
}
