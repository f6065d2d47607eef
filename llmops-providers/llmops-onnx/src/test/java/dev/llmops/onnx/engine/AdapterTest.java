package dev.llmops.onnx.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.onnx.ComputeOptions;
import dev.llmops.onnx.ModelDirectoryException;
import dev.llmops.onnx.Variant;
import dev.llmops.onnx.decoding.SamplingSettings;
import dev.llmops.onnx.decoding.TokenChooser;
import dev.llmops.onnx.files.DecoderDirectory;
import dev.llmops.onnx.models.DecoderModel;
import dev.llmops.onnx.models.DecoderShape;
import dev.llmops.onnx.models.LoraAdapter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdapterTest {
    private static final LoraAdapter ADAPTER = new LoraAdapter(11, 4);
    private static final int[] PROMPT = TestEngine.prompt(5, 30);

    private final DecoderModel model =
            DecoderModel.builder(DecoderShape.tiny()).loraInputs().build();

    @TempDir
    private Path directory;

    @Test
    void changesTheAnswerAsTheReferenceDoes() throws IOException {
        model.write(directory);
        Path file = directory.resolve("own.onnx_adapter");
        model.writeAdapter(file, ADAPTER);

        assertThat(answer(file)).isEqualTo(boxed(model.reference(ADAPTER).greedy(PROMPT, 12)));
    }

    @Test
    void mayBeLeftOut() throws IOException {
        model.write(directory);

        assertThat(answer(null)).isEqualTo(boxed(model.reference().greedy(PROMPT, 12)));
    }

    @Test
    void isRefusedByAGraphWithoutInputsForIt() throws IOException {
        DecoderModel.builder(DecoderShape.tiny()).build().write(directory);
        Path file = directory.resolve("own.onnx_adapter");
        model.writeAdapter(file, ADAPTER);

        assertThatThrownBy(() -> answer(file))
                .isInstanceOf(ModelDirectoryException.class)
                .hasMessageContaining("It has no inputs for an adapter.");
    }

    @Test
    void mustBeAnAdapter() throws IOException {
        model.write(directory);
        Path file = Files.writeString(directory.resolve("own.onnx_adapter"), "nothing of the kind");

        assertThatThrownBy(() -> answer(file))
                .isInstanceOf(ModelDirectoryException.class)
                .hasMessageContaining("own.onnx_adapter: It is no adapter");
    }

    private List<Integer> answer(@Nullable Path adapter) {
        try (Engine engine = Engine.start(
                DecoderDirectory.read(directory, Variant.preference()),
                ComputeOptions.builder().threads(1).build(),
                TestEngine.OPTIONS,
                0,
                adapter,
                0,
                System::nanoTime)) {
            Collected collected = new Collected();
            TokenChooser chooser = TokenChooser.of(SamplingSettings.greedy(), new int[0], new SplittableRandom(1));
            engine.submit(SequenceRequest.generate(PROMPT, chooser, null, 12, true), collected);
            return collected.tokens();
        }
    }

    private static List<Integer> boxed(int[] tokens) {
        return Arrays.stream(tokens).boxed().toList();
    }
}
