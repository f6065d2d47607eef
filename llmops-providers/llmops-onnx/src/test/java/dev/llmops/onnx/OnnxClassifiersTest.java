package dev.llmops.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.llmops.api.CallControl;
import dev.llmops.api.InvalidInputException;
import dev.llmops.api.embedding.Reranker;
import dev.llmops.api.text.TextLabel;
import dev.llmops.onnx.models.EncoderModel;
import dev.llmops.onnx.models.EncoderShape;
import dev.llmops.onnx.models.ReferenceEncoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes of texts and of pairs, against the forward pass in plain Java. */
class OnnxClassifiersTest {
    private static final String TEXT = "The pump is serviced once a year.";
    private static final String OTHER = "Nobody knows when the pump was serviced last.";
    private static final CallControl CONTROL = CallControl.detached();

    @TempDir
    Path directory;

    @Test
    void classesThatExcludeEachOtherAddUpToOne() throws IOException {
        ReferenceEncoder reference = classifier("", "red", "green", "blue");

        try (OnnxTextClassifier classifier = OnnxTextClassifier.open(directory)) {
            List<TextLabel> labels = classifier.classify(TEXT, CONTROL);

            float[] logits = logits(reference, TEXT);
            double sum = Math.exp(logits[0]) + Math.exp(logits[1]) + Math.exp(logits[2]);
            assertThat(score(labels, "red")).isCloseTo(Math.exp(logits[0]) / sum, within(1e-4));
            assertThat(score(labels, "green")).isCloseTo(Math.exp(logits[1]) / sum, within(1e-4));
            assertThat(score(labels, "blue")).isCloseTo(Math.exp(logits[2]) / sum, within(1e-4));
            assertThat(classifier.labels()).containsExactly("red", "green", "blue");
        }
    }

    @Test
    void classesThatDoNotExcludeEachOtherStandForThemselves() throws IOException {
        ReferenceEncoder reference = classifier("multi_label_classification", "loud", "wet");

        try (OnnxTextClassifier classifier = OnnxTextClassifier.open(directory)) {
            List<TextLabel> labels = classifier.classify(TEXT, CONTROL);

            float[] logits = logits(reference, TEXT);
            assertThat(score(labels, "loud")).isCloseTo(sigmoid(logits[0]), within(1e-4));
            assertThat(score(labels, "wet")).isCloseTo(sigmoid(logits[1]), within(1e-4));
        }
    }

    @Test
    void manyTextsAreClassifiedAsEachAlone() throws IOException {
        classifier("", "red", "green");

        try (OnnxTextClassifier classifier = OnnxTextClassifier.open(directory)) {
            List<List<TextLabel>> both = classifier.classify(List.of(TEXT, OTHER), CONTROL);

            assertThat(score(both.get(1), "red"))
                    .isCloseTo(score(classifier.classify(OTHER, CONTROL), "red"), within(1e-6));
        }
    }

    @Test
    void rerankerReadsQueryAndTextTogether() throws IOException {
        ReferenceEncoder reference = classifier("", "LABEL_0");
        float[] logits = {pairLogits(reference, TEXT, OTHER)[0], pairLogits(reference, TEXT, TEXT)[0]};

        try (OnnxReranker reranker = OnnxReranker.open(directory);
                OnnxReranker raw = OnnxReranker.builder(directory).rawScores().build()) {
            for (Reranker.Ranked each : reranker.rerank(TEXT, List.of(OTHER, TEXT), CONTROL)) {
                assertThat(each.score()).isCloseTo(sigmoid(logits[each.index()]), within(1e-4));
            }
            for (Reranker.Ranked each : raw.rerank(TEXT, List.of(OTHER, TEXT), CONTROL)) {
                assertThat(each.score()).isCloseTo(logits[each.index()], within(1e-4));
            }
        }
    }

    @Test
    void entailmentFindsItsClassesByName() throws IOException {
        ReferenceEncoder reference = classifier("", "CONTRADICTION", "neutral", "entailment");

        try (OnnxEntailment entailment = OnnxEntailment.open(directory)) {
            EntailmentScores scores = entailment.judge(TEXT, OTHER, CONTROL);

            float[] logits = pairLogits(reference, TEXT, OTHER);
            double sum = Math.exp(logits[0]) + Math.exp(logits[1]) + Math.exp(logits[2]);
            assertThat(scores.contradiction()).isCloseTo(Math.exp(logits[0]) / sum, within(1e-4));
            assertThat(scores.neutral()).isCloseTo(Math.exp(logits[1]) / sum, within(1e-4));
            assertThat(scores.entailment()).isCloseTo(Math.exp(logits[2]) / sum, within(1e-4));
        }
    }

    @Test
    void entailmentNeedsItsClasses() throws IOException {
        classifier("", "red", "green", "blue");

        assertThatThrownBy(() -> OnnxEntailment.open(directory))
                .isInstanceOf(ModelDirectoryException.class)
                .hasMessageContaining("entailment");
    }

    @Test
    void zeroShotPutsEachLabelAsAHypothesis() throws IOException {
        ReferenceEncoder reference = classifier("", "contradiction", "neutral", "entailment");
        float[] water = pairLogits(reference, TEXT, "It is about water.");
        float[] money = pairLogits(reference, TEXT, "It is about money.");

        try (OnnxZeroShotClassifier classifier = OnnxZeroShotClassifier.builder(directory)
                .hypothesis("It is about {}.")
                .build()) {
            List<TextLabel> labels = classifier.classify(TEXT, List.of("water", "money"), CONTROL);

            double sum = Math.exp(water[2]) + Math.exp(money[2]);
            assertThat(score(labels, "water")).isCloseTo(Math.exp(water[2]) / sum, within(1e-4));
            assertThat(score(labels, "money")).isCloseTo(Math.exp(money[2]) / sum, within(1e-4));
            assertThat(classifier.withLabels(List.of("water", "money")).classify(TEXT, CONTROL))
                    .isEqualTo(labels);
        }
        try (OnnxZeroShotClassifier classifier = OnnxZeroShotClassifier.builder(directory)
                .hypothesis("It is about {}.")
                .independentLabels()
                .build()) {
            List<TextLabel> labels = classifier.classify(TEXT, List.of("water", "money"), CONTROL);

            double sum = Math.exp(water[0]) + Math.exp(water[2]);
            assertThat(score(labels, "water")).isCloseTo(Math.exp(water[2]) / sum, within(1e-4));
        }
    }

    @Test
    void zeroShotRefusesWhatCannotBeAsked() throws IOException {
        classifier("", "contradiction", "neutral", "entailment");

        assertThatThrownBy(() -> OnnxZeroShotClassifier.builder(directory).hypothesis("It is so."))
                .isInstanceOf(InvalidInputException.class);
        try (OnnxZeroShotClassifier classifier = OnnxZeroShotClassifier.open(directory)) {
            assertThatThrownBy(() -> classifier.classify(TEXT, List.of(), CONTROL))
                    .isInstanceOf(InvalidInputException.class);
        }
    }

    private ReferenceEncoder classifier(String problemType, String... labels) throws IOException {
        EncoderModel model = EncoderModel.builder(EncoderShape.tiny())
                .textClasses(labels)
                .problemType(problemType)
                .seed(5)
                .build();
        model.write(directory);
        return model.reference();
    }

    private float[] logits(ReferenceEncoder reference, String text) throws IOException {
        int[] ids = TestTokens.ids(directory, text, 128);
        return reference.textLogits(ids, new int[ids.length]);
    }

    private float[] pairLogits(ReferenceEncoder reference, String first, String second) throws IOException {
        int[][] pair = TestTokens.pair(directory, first, second);
        return reference.textLogits(pair[0], pair[1]);
    }

    private static double score(List<TextLabel> labels, String name) {
        return labels.stream()
                .filter(label -> label.name().equals(name))
                .findFirst()
                .orElseThrow()
                .score();
    }

    private static double sigmoid(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }
}
