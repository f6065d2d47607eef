package dev.llmops.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.onnx.models.DecoderModel;
import dev.llmops.onnx.models.DecoderShape;
import dev.llmops.onnx.models.Layout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a directory is told by file and remedy, and never by a crash. */
class DamagedDirectoryTest {
    @TempDir
    private Path directory;

    @BeforeEach
    void write() throws IOException {
        DecoderModel.builder(DecoderShape.tiny()).build().write(directory);
    }

    @Test
    void opensWhatIsWhole() {
        try (OnnxModel model = RandomModel.builder(directory).open()) {
            assertThat(model.info().contextWindow()).hasValue(1024);
        }
    }

    @Test
    void opensTheLayoutOfOnnxRuntimeGenAi(@TempDir Path other) throws IOException {
        DecoderModel.builder(DecoderShape.tiny()).layout(Layout.GENAI).build().write(other);

        try (OnnxModel model = RandomModel.builder(other).open()) {
            assertThat(model.directory().graph().getParent()).isEqualTo(other);
        }
    }

    @Test
    void missesTheDirectory() {
        assertThatThrownBy(() -> OnnxModel.open(directory.resolve("nowhere")))
                .isInstanceOf(ModelDirectoryException.class)
                .hasMessageContaining("nowhere: There is no such directory.");
    }

    @Test
    void missesTheConfiguration() throws IOException {
        Files.delete(directory.resolve("config.json"));

        failure().hasMessageContaining("neither config.json nor genai_config.json");
    }

    @Test
    void missesTheTokenizer() throws IOException {
        Files.delete(directory.resolve("tokenizer.json"));

        failure().hasMessageContaining("tokenizer.json: This file is missing.");
    }

    @Test
    void missesTheGraph() throws IOException {
        Files.delete(graph());

        failure().hasMessageContaining("It has no ONNX graph");
    }

    @Test
    void hasNoneOfTheWantedVariants() {
        assertThatThrownBy(() ->
                        RandomModel.builder(directory).variants(Variant.INT8).open())
                .isInstanceOf(ModelDirectoryException.class)
                .hasMessageContaining("none of the wanted variants; found: model.onnx");
    }

    @Test
    void missesTheWeights() throws IOException {
        Files.delete(weights());

        failure().hasMessageContaining("This file, which holds weights, is missing.");
    }

    @Test
    void hasWeightsThatAreCutOff() throws IOException {
        try (FileChannel file = FileChannel.open(weights(), StandardOpenOption.WRITE)) {
            file.truncate(file.size() - 5000);
        }

        failure().hasMessageContaining("bytes, but model.onnx needs");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 100, 1000, -1})
    void hasAGraphThatIsCutOff(int length) throws IOException {
        try (FileChannel file = FileChannel.open(graph(), StandardOpenOption.WRITE)) {
            file.truncate(length < 0 ? file.size() + length : length);
        }

        failure().hasMessageContaining("model.onnx").hasMessageContaining("Download it again");
    }

    @Test
    void hasAnythingElseForAGraph() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        byte[] whole = Files.readAllBytes(graph());
        for (int round = 0; round < 60; round++) {
            byte[] bytes = whole.clone();
            for (int i = 0; i <= round % 5; i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Files.write(graph(), bytes);

            try {
                RandomModel.builder(directory).open().close();
            } catch (ModelDirectoryException e) {
                assertThat(e.file().toString()).contains("onnx");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"config.json", "generation_config.json", "tokenizer_config.json", "tokenizer.json"})
    void hasFilesThatAreNoJson(String file) throws IOException {
        Files.writeString(directory.resolve(file), "{\"eos_token_id\": ");

        failure().hasMessageContaining(file);
    }

    @Test
    void hasATokenizerOfAnUnknownKind() throws IOException {
        Files.writeString(directory.resolve("tokenizer.json"), "{\"model\": {\"type\": \"Telepathy\", \"vocab\": {}}}");

        failure().hasMessageContaining("tokenizer.json");
    }

    @Test
    void hasATemplateThatCannotBeRead() throws IOException {
        Files.writeString(directory.resolve("chat_template.jinja"), "{% for x in %}");

        failure().hasMessageContaining("Its chat template cannot be read").hasMessageContaining("Line 1");
    }

    @Test
    void wantsWeightsFromElsewhere() throws IOException {
        byte[] bytes = Files.readAllBytes(graph());
        byte[] name = weights().getFileName().toString().getBytes(StandardCharsets.UTF_8);
        byte[] outside = "../".concat("x".repeat(name.length - 3)).getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at + name.length <= bytes.length; at++) {
            if (ByteBuffer.wrap(bytes, at, name.length).equals(ByteBuffer.wrap(name))) {
                System.arraycopy(outside, 0, bytes, at, name.length);
            }
        }
        Files.write(graph(), bytes);

        failure().hasMessageContaining("weights from outside of its directory");
    }

    @Test
    void isNoDecoder() throws IOException {
        Files.writeString(directory.resolve("config.json"), "{\"is_encoder_decoder\": true}");

        failure().hasMessageContaining("encoder-decoder");
    }

    private AbstractThrowableAssert<?, ? extends Throwable> failure() {
        return assertThatThrownBy(() -> RandomModel.builder(directory).open().close())
                .isInstanceOf(ModelDirectoryException.class);
    }

    private Path graph() {
        return directory.resolve("onnx/model.onnx");
    }

    private Path weights() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("onnx"))) {
            return files.filter(file -> !file.toString().endsWith(".onnx"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
