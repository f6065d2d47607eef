package dev.llmops.onnx.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.llmops.onnx.decoding.SamplingSettings;
import dev.llmops.onnx.models.DecoderModel;
import dev.llmops.onnx.models.DecoderShape;
import dev.llmops.onnx.models.Precision;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineTest {
    private static final float EXACT = 1e-4f;

    @TempDir
    private Path directory;

    @Test
    void givesTheLogitsOfTheReferenceForAPromptInChunks() {
        DecoderModel model = DecoderModel.builder(DecoderShape.tiny()).build();
        int[] tokens = TestEngine.prompt(1, 50);

        try (TestEngine engine = TestEngine.of(model, directory)) {
            assertClose(engine.logits(tokens), model.reference().logits(tokens));
        }
    }

    @Test
    void givesTheLogitsOfTheReferenceForPlainAttention() {
        DecoderModel model =
                DecoderModel.builder(DecoderShape.tiny()).plainAttention().build();
        int[] tokens = TestEngine.prompt(2, 50);

        try (TestEngine engine = TestEngine.of(model, directory)) {
            assertClose(engine.logits(tokens), model.reference().logits(tokens));
        }
    }

    @Test
    void writesWhatTheReferenceWrites() {
        DecoderModel model = DecoderModel.builder(DecoderShape.tiny()).build();
        int[] prompt = TestEngine.prompt(3, 20);

        try (TestEngine engine = TestEngine.of(model, directory)) {
            List<Integer> tokens = engine.greedy(prompt, 40).tokens();

            assertThat(tokens)
                    .isEqualTo(Arrays.stream(model.reference().greedy(prompt, 40))
                            .boxed()
                            .toList());
        }
    }

    @Test
    void writesTheSameAloneAndBesideOthers() {
        DecoderModel model = DecoderModel.builder(DecoderShape.tiny())
                .precision(Precision.Q4)
                .build();
        SamplingSettings sampling =
                SamplingSettings.builder().temperature(0.9).seed(7).build();

        try (TestEngine engine = TestEngine.of(model, directory)) {
            List<List<Integer>> alone = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                alone.add(engine.generate(TestEngine.prompt(i, 5 + 7 * i), 20 + 3 * i, sampling)
                        .tokens());
            }
            List<Collected> together = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                together.add(engine.generate(TestEngine.prompt(i, 5 + 7 * i), 20 + 3 * i, sampling));
            }

            for (int i = 0; i < 12; i++) {
                assertThat(together.get(i).tokens()).as("sequence %d", i).isEqualTo(alone.get(i));
            }
        }
    }

    /** Activations of 8 bits move logits by some hundredths of their spread, in every kind of run alike. */
    @Test
    void staysNearTheReferenceWithActivationsOfEightBits() {
        DecoderModel model = DecoderModel.builder(DecoderShape.tiny())
                .precision(Precision.Q4)
                .build();
        int[] tokens = TestEngine.prompt(4, 60);
        float[][] expected = model.reference().logits(tokens);

        try (TestEngine engine = TestEngine.of(model, directory, TestEngine.OPTIONS, 4)) {
            float[][] actual = engine.logits(tokens);

            double sum = 0;
            int count = 0;
            float largest = 0;
            for (int row = 0; row < expected.length; row++) {
                for (int i = 0; i < expected[row].length; i++) {
                    largest = Math.max(largest, Math.abs(actual[row][i] - expected[row][i]));
                    sum += expected[row][i] * expected[row][i];
                    count++;
                }
            }
            assertThat((double) largest).isLessThan(0.1 * Math.sqrt(sum / count));
        }
    }

    private static void assertClose(float[][] actual, float[][] expected) {
        assertThat(actual.length).isEqualTo(expected.length);
        for (int row = 0; row < expected.length; row++) {
            for (int i = 0; i < expected[row].length; i++) {
                assertThat(actual[row][i]).as("logit %d of row %d", i, row).isEqualTo(expected[row][i], within(EXACT));
            }
        }
    }
}
