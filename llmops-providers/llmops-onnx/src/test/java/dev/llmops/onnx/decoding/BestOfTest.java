package dev.llmops.onnx.decoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BestOfTest {
    @Test
    void takesTheHighestMeanWhateverTheLength() {
        assertThat(BestOf.index(List.of(new double[] {-1, -3}, new double[] {-1, -1, -1}, new double[] {-1.5})))
                .isEqualTo(1);
    }

    @Test
    void takesTheFirstOfEquals() {
        assertThat(BestOf.index(List.of(new double[] {-2}, new double[] {-1, -1}, new double[] {-1})))
                .isEqualTo(1);
    }

    @Test
    void countsTokensThatTheModelWasAskedForOnly() {
        assertThat(BestOf.index(List.of(new double[] {-2}, new double[] {-1, Double.NaN}, new double[] {Double.NaN})))
                .isEqualTo(1);
        assertThat(BestOf.index(List.of(new double[] {-3, Double.NaN}, new double[] {-1, Double.NaN})))
                .isEqualTo(1);
    }

    @Test
    void takesAnAnswerWithoutTokensOnlyIfThereIsNoOther() {
        assertThat(BestOf.index(List.of(new double[0], new double[] {-9}))).isEqualTo(1);
        assertThat(BestOf.index(List.of(new double[0], new double[0]))).isZero();
    }
}
