package dev.llmops.onnx.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.llmops.onnx.ComputeOptions;
import dev.llmops.onnx.Variant;
import dev.llmops.onnx.files.DecoderDirectory;
import dev.llmops.onnx.models.DecoderModel;
import dev.llmops.onnx.models.DecoderShape;
import dev.llmops.onnx.models.Layout;
import dev.llmops.onnx.models.Precision;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Exports differ in their inputs and in how they end; each gives the logits of the reference, for wanted rows only. */
class ExportsTest {
    private static final float EXACT = 1e-4f;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void givesTheLogitsOfTheReferenceForWantedRowsOnly(Export export) {
        DecoderModel model = export.change
                .apply(DecoderModel.builder(DecoderShape.tiny().withTied(export.tied)))
                .build();
        int[] tokens = TestEngine.prompt(7, 40);
        float[][] expected = model.reference().logits(tokens);

        try (TestEngine engine = TestEngine.of(model, directory)) {
            float[][] actual = engine.logits(tokens);

            for (int row = 0; row < expected.length; row++) {
                for (int i = 0; i < expected[row].length; i++) {
                    assertThat(actual[row][i]).isEqualTo(expected[row][i], within(EXACT));
                }
            }
        }
        assertThat(choosesRows()).isTrue();
    }

    private boolean choosesRows() {
        DecoderDirectory files = DecoderDirectory.read(directory, Variant.preference());
        DecoderGraph graph = DecoderGraph.open(files.graph(), files.config().names(), ComputeOptions.defaults(), 0);
        graph.session().close();
        return graph.choosesRows();
    }

    @SuppressWarnings("ImmutableEnumChecker")
    enum Export {
        PLAIN(true, builder -> builder),
        UNTIED(false, builder -> builder),
        POSITIONS(true, DecoderModel.Builder::positionIds),
        LOGITS_TO_KEEP(true, DecoderModel.Builder::logitsToKeep),
        PACKED(true, DecoderModel.Builder::packedQkv),
        BIASED(true, DecoderModel.Builder::qkvBias),
        GENAI(true, builder -> builder.layout(Layout.GENAI)),
        FOUR_BITS(true, builder -> builder.precision(Precision.Q4)),
        FOUR_BITS_UNTIED(false, builder -> builder.precision(Precision.Q4)),
        FOUR_BITS_IN_LARGE_BLOCKS(
                true, builder -> builder.precision(Precision.Q4).block(64)),
        FOUR_BITS_EMBEDDED(true, builder -> builder.precision(Precision.Q4).quantizedEmbedding()),
        PLAIN_ATTENTION(true, DecoderModel.Builder::plainAttention),
        PLAIN_ATTENTION_LOGITS_TO_KEEP(true, builder -> builder.plainAttention().logitsToKeep());

        private final boolean tied;
        private final UnaryOperator<DecoderModel.Builder> change;

        Export(boolean tied, UnaryOperator<DecoderModel.Builder> change) {
            this.tied = tied;
            this.change = change;
        }
    }
}
