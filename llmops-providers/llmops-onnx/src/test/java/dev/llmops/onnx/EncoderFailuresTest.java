package dev.llmops.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.llmops.onnx.models.DecoderModel;
import dev.llmops.onnx.models.DecoderShape;
import dev.llmops.onnx.models.EncoderModel;
import dev.llmops.onnx.models.EncoderShape;
import dev.llmops.onnx.models.SentenceLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is missing, damaged or does not fit is told by its name, with what to do. */
class EncoderFailuresTest {
    @TempDir
    Path directory;

    @BeforeEach
    void write() throws IOException {
        SentenceLayout layout = new SentenceLayout(List.of("mean_tokens"), 64, 8, true, Map.of());
        EncoderModel.builder(EncoderShape.tiny()).sentence(layout).build().write(directory);
    }

    @Test
    void theModelIsSoundBeforeItIsDamaged() {
        OnnxEmbeddingClient.open(directory).close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "onnx/model.onnx",
                "tokenizer.json",
                "1_Pooling/config.json",
                "2_Dense/config.json",
                "2_Dense/model.safetensors"
            })
    void namesAFileThatIsMissing(String file) throws IOException {
        Files.delete(directory.resolve(file));

        assertBlamed(file);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "onnx/model.onnx",
                "tokenizer.json",
                "modules.json",
                "config.json",
                "1_Pooling/config.json",
                "2_Dense/model.safetensors"
            })
    void namesAFileThatIsCutOff(String file) throws IOException {
        byte[] whole = Files.readAllBytes(directory.resolve(file));
        Files.write(directory.resolve(file), Arrays.copyOf(whole, whole.length / 2));

        assertBlamed(file);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tokenizer.json|{\"version\": \"1.0\", \"model\": {\"type\": \"Runes\"}}",
                "modules.json|[{\"idx\": 0, \"path\": \"\", \"type\": \"sentence_transformers.models.CLIPModel\"}]",
                "modules.json|[{\"idx\": 0, \"path\": \"../x\", \"type\": \"sentence_transformers.models.Pooling\"}]",
                "modules.json|[]",
                "1_Pooling/config.json|{\"pooling_mode_runes\": true}",
                "2_Dense/config.json|{\"in_features\": 32, \"out_features\": 8, \"activation_function\": \"Runes\"}",
                "2_Dense/config.json|{\"in_features\": 31, \"out_features\": 8}",
            })
    void namesAFileThatSaysWhatIsNotKnown(String file, String content) throws IOException {
        Files.writeString(directory.resolve(file), content);

        assertThatThrownBy(() -> OnnxEmbeddingClient.open(directory)).isInstanceOf(ModelDirectoryException.class);
    }

    @Test
    void tellsThatTokenizerAndGraphDoNotFit() throws IOException {
        EncoderShape small = new EncoderShape(3, 32, 1, 4, 64, 64);
        EncoderModel.builder(small).build().write(directory);

        assertBlamed("onnx/model.onnx");
    }

    @Test
    void tellsThatLabelsAndGraphDoNotFit() throws IOException {
        EncoderModel.builder(EncoderShape.tiny()).textClasses("a", "b").build().write(directory);
        Path config = directory.resolve("config.json");
        Files.writeString(config, Files.readString(config).replace("\"1\": \"b\"", "\"1\": \"b\", \"2\": \"c\""));

        assertThatThrownBy(() -> OnnxTextClassifier.open(directory))
                .isInstanceOf(ModelDirectoryException.class)
                .hasMessageContaining("3 classes");
    }

    @Test
    void tellsThatAGraphIsForAnotherTask() throws IOException {
        assertThatThrownBy(() -> OnnxTextClassifier.open(directory))
                .isInstanceOf(ModelDirectoryException.class)
                .hasMessageContaining("logits");
        EncoderModel.builder(EncoderShape.tiny()).textClasses("a", "b").build().write(directory);
        assertThatThrownBy(() -> OnnxReranker.open(directory))
                .isInstanceOf(ModelDirectoryException.class)
                .hasMessageContaining("2 logits");
        assertThatThrownBy(() -> OnnxEntityRecognizer.open(directory)).isInstanceOf(ModelDirectoryException.class);
    }

    @Test
    void tellsThatAGraphIsNoEncoder() throws IOException {
        DecoderModel.builder(DecoderShape.tiny()).build().write(directory);

        assertThatThrownBy(() -> OnnxEmbeddingClient.open(directory))
                .isInstanceOf(ModelDirectoryException.class)
                .hasMessageContaining("past_key_values");
    }

    @Test
    void tellsThatMoreIsAskedThanTheModelHasPositions() {
        EncoderOptions options = EncoderOptions.builder().maxLength(129).build();

        assertThatThrownBy(() ->
                        OnnxEmbeddingClient.builder(directory).options(options).build())
                .isInstanceOf(ModelDirectoryException.class)
                .hasMessageContaining("128");
    }

    @Test
    void takesTheGraphThatIsNamed() throws IOException {
        Files.move(directory.resolve("onnx/model.onnx"), directory.resolve("onnx/mine.onnx"));
        EncoderOptions options =
                EncoderOptions.builder().graph("onnx/mine.onnx").build();

        OnnxEmbeddingClient.builder(directory).options(options).build().close();
        assertBlamed("onnx/model.onnx");
    }

    private void assertBlamed(String file) {
        ModelDirectoryException failure =
                catchThrowableOfType(ModelDirectoryException.class, () -> OnnxEmbeddingClient.open(directory));

        assertThat(failure).isNotNull();
        assertThat(failure.file()).isEqualTo(directory.resolve(file));
        assertThat(failure.getMessage()).contains(directory.resolve(file).toString());
    }
}
