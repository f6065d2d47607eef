package dev.llmops.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.llmops.api.CallControl;
import dev.llmops.api.text.Entity;
import dev.llmops.onnx.models.EncoderModel;
import dev.llmops.onnx.models.EncoderShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxEntityRecognizerTest {
    private static final CallControl CONTROL = CallControl.detached();

    @TempDir
    Path directory;

    @Test
    void labelsTokensAsTheReferenceDoes() throws IOException {
        EncoderModel model = EncoderModel.builder(EncoderShape.tiny())
                .tokenClasses("A", "B", "C")
                .seed(9)
                .build();
        model.write(directory);
        String text = "The pump is serviced once a year.";
        int[] ids = TestTokens.ids(directory, text, 128);
        float[][] logits = model.reference().tokenLogits(ids, new int[ids.length]);

        try (OnnxEntityRecognizer recognizer = OnnxEntityRecognizer.builder(directory)
                .aggregation(EntityAggregation.NONE)
                .build()) {
            List<Entity> entities = recognizer.recognize(text, CONTROL);

            assertThat(entities).hasSize(ids.length - 2);
            for (int i = 0; i < entities.size(); i++) {
                float[] row = logits[i + 1];
                double sum = Math.exp(row[0]) + Math.exp(row[1]) + Math.exp(row[2]);
                double best = Math.exp(Math.max(row[0], Math.max(row[1], row[2]))) / sum;
                assertThat(entities.get(i).score()).isCloseTo(best, within(1e-4));
            }
        }
    }

    @Test
    void typesCanBeGivenOtherNamesAndWeakOnesLeftOut() throws IOException {
        NamesModel.write(directory);

        try (OnnxEntityRecognizer recognizer =
                OnnxEntityRecognizer.builder(directory).type("per", "PATIENT").build()) {
            assertThat(recognizer.recognize(NamesModel.TEXT, CONTROL))
                    .extracting(Entity::type)
                    .containsExactly("PATIENT", "ORGANIZATION", "LOCATION");
        }
        try (OnnxEntityRecognizer recognizer =
                OnnxEntityRecognizer.builder(directory).minScore(0.999).build()) {
            assertThat(recognizer.recognize(NamesModel.TEXT, CONTROL)).isEmpty();
        }
    }
}
