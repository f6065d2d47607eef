package dev.llmops.onnx;

import dev.llmops.api.text.TextClassifier;
import dev.llmops.onnx.models.EncoderShape;
import dev.llmops.onnx.models.WordModel;
import dev.llmops.testing.TextClassifierContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class OnnxTextClassifierContractTest extends TextClassifierContract {
    private static final String GOOD = "The machine works well.";
    private static final String BAD = "It broke after a year.";

    @TempDir
    static Path directory;

    private static OnnxTextClassifier classifier;

    @BeforeAll
    static void open() throws IOException {
        WordModel.ofTexts(List.of("negative", "positive"), Map.of()).write(directory);
        Map<Integer, float[]> logits = new HashMap<>();
        int most = EncoderShape.tiny().maxPositions();
        int well = TestTokens.ids(directory, "well", most)[1];
        int broke = TestTokens.ids(directory, "broke", most)[1];
        logits.put(well, new float[] {-1, 2});
        logits.put(broke, new float[] {2, -1});
        classifier = OnnxTextClassifier.open(
                WordModel.ofTexts(List.of("negative", "positive"), logits).write(directory));
    }

    @AfterAll
    static void close() {
        classifier.close();
    }

    @Override
    protected TextClassifier classifier() {
        return classifier;
    }

    @Override
    protected Map<String, String> examples() {
        return Map.of(GOOD, "positive", BAD, "negative");
    }
}
