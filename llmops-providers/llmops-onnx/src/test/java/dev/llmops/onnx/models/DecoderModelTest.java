package dev.llmops.onnx.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Written decoders run, and put out what the forward pass in plain Java puts out. */
class DecoderModelTest {
    private static final int[] TOKENS = {312, 84, 290, 306, 17, 220, 5, 99, 300, 301, 84, 84, 12, 200, 313, 77, 31};

    @TempDir
    Path directory;

    static Stream<Named<DecoderModel.Builder>> models() {
        DecoderShape tiny = DecoderShape.tiny();
        return Stream.of(
                Named.of("plain weights", DecoderModel.builder(tiny)),
                Named.of("bias", DecoderModel.builder(tiny).qkvBias()),
                Named.of("packed", DecoderModel.builder(tiny).qkvBias().packedQkv()),
                Named.of("a head of its own", DecoderModel.builder(tiny.withTied(false))),
                Named.of("turned outside", DecoderModel.builder(tiny).positionIds()),
                Named.of(
                        "packed, with positions",
                        DecoderModel.builder(tiny).packedQkv().positionIds()),
                Named.of("plain attention", DecoderModel.builder(tiny).qkvBias().plainAttention()),
                Named.of("genai", DecoderModel.builder(tiny).layout(Layout.GENAI)),
                Named.of("four bits", DecoderModel.builder(tiny).precision(Precision.Q4)),
                Named.of(
                        "four bits in blocks of 128",
                        DecoderModel.builder(tiny).precision(Precision.Q4).block(128)),
                Named.of(
                        "four bits, packed",
                        DecoderModel.builder(tiny)
                                .precision(Precision.Q4)
                                .qkvBias()
                                .packedQkv()),
                Named.of(
                        "four bits, embedding too",
                        DecoderModel.builder(tiny).precision(Precision.Q4).quantizedEmbedding()),
                Named.of(
                        "four bits, embedding too, a head of its own",
                        DecoderModel.builder(tiny.withTied(false))
                                .precision(Precision.Q4)
                                .quantizedEmbedding()),
                Named.of(
                        "four bits, plain attention",
                        DecoderModel.builder(tiny)
                                .precision(Precision.Q4)
                                .accuracyLevel(0)
                                .plainAttention()));
    }

    @ParameterizedTest
    @MethodSource("models")
    void putsOutWhatTheReferencePutsOut(DecoderModel.Builder builder) throws Exception {
        DecoderModel model = builder.seed(7).build();
        float[][] expected = model.reference().logits(TOKENS);

        try (DecoderRun run = new DecoderRun(model, model.write(directory))) {
            assertAlike(run.feed(TOKENS), expected, 1e-4f);
        }
        try (DecoderRun run = new DecoderRun(model, directory)) {
            assertAlike(run.feed(Arrays.copyOf(TOKENS, 9)), Arrays.copyOf(expected, 9), 1e-4f);
            for (int i = 9; i < TOKENS.length; i++) {
                assertAlike(run.feed(TOKENS[i]), Arrays.copyOfRange(expected, i, i + 1), 1e-4f);
            }
        }
    }

    @Test
    void roundsActivationsWhenAskedTo() throws Exception {
        DecoderModel model = DecoderModel.builder(DecoderShape.tiny())
                .precision(Precision.Q4)
                .accuracyLevel(4)
                .build();

        try (DecoderRun run = new DecoderRun(model, model.write(directory))) {
            assertAlike(run.feed(TOKENS), model.reference().logits(TOKENS), 0.3f);
        }
    }

    @Test
    void keepsTheLogitsThatAreWanted() throws Exception {
        DecoderModel model =
                DecoderModel.builder(DecoderShape.tiny()).logitsToKeep().build();
        float[][] expected = model.reference().logits(TOKENS);
        model.write(directory);

        try (DecoderRun run = new DecoderRun(model, directory)) {
            assertAlike(run.feed(3, TOKENS), Arrays.copyOfRange(expected, TOKENS.length - 3, TOKENS.length), 1e-4f);
        }
        try (DecoderRun run = new DecoderRun(model, directory)) {
            assertAlike(run.feed(0, TOKENS), expected, 1e-4f);
        }
    }

    @Test
    void laysFilesOutAsTheyAreDownloaded() throws IOException {
        DecoderModel.builder(DecoderShape.tiny()).build().write(directory);
        DecoderModel.builder(DecoderShape.tiny())
                .precision(Precision.Q4)
                .build()
                .write(directory);

        assertThat(files())
                .containsExactly(
                        "chat_template.jinja",
                        "config.json",
                        "generation_config.json",
                        "onnx/model.onnx",
                        "onnx/model.onnx_data",
                        "onnx/model_q4.onnx",
                        "onnx/model_q4.onnx_data",
                        "tokenizer.json",
                        "tokenizer_config.json");
    }

    @Test
    void writesTheSameBytesForTheSameSeed() throws IOException {
        DecoderModel model = DecoderModel.builder(DecoderShape.tiny()).build();
        Path one = model.write(directory.resolve("one"));
        Path other = model.write(directory.resolve("other"));
        Path third = DecoderModel.builder(DecoderShape.tiny()).seed(2).build().write(directory.resolve("third"));

        assertThat(one.resolve("onnx/model.onnx_data")).hasSameBinaryContentAs(other.resolve("onnx/model.onnx_data"));
        assertThat(Files.mismatch(one.resolve("onnx/model.onnx_data"), third.resolve("onnx/model.onnx_data")))
                .isNotNegative();
    }

    private Stream<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all
                    .filter(Files::isRegularFile)
                    .map(path -> directory.relativize(path).toString().replace('\\', '/'))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static void assertAlike(float[][] actual, float[][] expected, float tolerance) {
        assertThat(actual.length).isEqualTo(expected.length);
        float worst = 0;
        for (int row = 0; row < expected.length; row++) {
            assertThat(actual[row]).hasSameSizeAs(expected[row]);
            for (int column = 0; column < expected[row].length; column++) {
                float difference = Math.abs(actual[row][column] - expected[row][column]);
                // Written so that NaN is the worst.
                worst = difference <= worst ? worst : difference;
            }
        }
        assertThat(worst).as("the largest difference of a logit").isLessThanOrEqualTo(tolerance);
    }
}
