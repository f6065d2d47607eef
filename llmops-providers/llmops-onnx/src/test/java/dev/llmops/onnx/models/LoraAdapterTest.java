package dev.llmops.onnx.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtLoraAdapter;
import ai.onnxruntime.OrtSession.RunOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Written adapters are read by the runtime, and change what the reference says they change. */
class LoraAdapterTest {
    private static final int[] TOKENS = {312, 84, 290, 306, 17, 220, 5};
    private static final LoraAdapter ADAPTER = new LoraAdapter(11, 4);

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(Precision.class)
    void changesTheLogitsOfOneRun(Precision precision) throws Exception {
        DecoderModel model = model(precision);
        model.writeAdapter(directory.resolve("changes.onnx_adapter"), ADAPTER);
        float[] plain = model.reference().logits(TOKENS)[TOKENS.length - 1];
        float[] changed = model.reference(ADAPTER).logits(TOKENS)[TOKENS.length - 1];
        assertThat(changed[0]).isNotCloseTo(plain[0], within(1e-3f));

        String file = directory.resolve("changes.onnx_adapter").toString();
        try (DecoderRun run = new DecoderRun(model, directory);
                DecoderRun other = new DecoderRun(model, directory);
                OrtLoraAdapter adapter = OrtLoraAdapter.create(file);
                RunOptions options = new RunOptions()) {
            options.addActiveLoraAdapter(adapter);
            assertThat(run.feed(options, TOKENS)[TOKENS.length - 1]).containsExactly(changed, within(1e-4f));
            assertThat(other.feed(TOKENS)[TOKENS.length - 1]).containsExactly(plain, within(1e-4f));
        }
    }

    @Test
    void inputsForAdaptersNeedNotBeFed() throws Exception {
        DecoderModel model = model(Precision.FP32);

        try (DecoderRun run = new DecoderRun(model, directory)) {
            assertThat(run.inputs()).noneMatch(name -> name.contains("lora"));
        }
    }

    private DecoderModel model(Precision precision) throws Exception {
        DecoderModel model = DecoderModel.builder(DecoderShape.tiny())
                .precision(precision)
                .loraInputs()
                .build();
        model.write(directory);
        return model;
    }
}
