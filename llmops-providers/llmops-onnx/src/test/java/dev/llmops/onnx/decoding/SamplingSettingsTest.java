package dev.llmops.onnx.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SamplingSettingsTest {
    @Test
    void refusesWhatIsOutOfRange() {
        List<Consumer<SamplingSettings.Builder>> wrong = List.of(
                each -> each.temperature(2.1),
                each -> each.temperature(Double.NaN),
                each -> each.topK(-1),
                each -> each.topP(1.1),
                each -> each.minP(-0.1),
                each -> each.typicalP(0),
                each -> each.repetitionPenalty(0),
                each -> each.presencePenalty(3),
                each -> each.frequencyPenalty(-3),
                each -> each.noRepeatNgram(-1),
                each -> each.logitBias(Map.of(1, 101.0)),
                each -> each.logitBias(Map.of(-1, 1.0)),
                each -> each.minNewTokens(-1),
                each -> each.logprobs(21));

        for (Consumer<SamplingSettings.Builder> each : wrong) {
            assertThatThrownBy(() -> each.accept(SamplingSettings.builder())).isInstanceOf(InvalidInputException.class);
        }
    }

    @Test
    void isGreedyUnlessToldOtherwise() {
        SamplingSettings settings = SamplingSettings.greedy();

        assertThat(settings.temperature()).isZero();
        assertThat(settings.logprobs()).isFalse();
        assertThat(settings.seed()).isEmpty();
    }

    @Test
    void buildsAnewFromWhatIsThere() {
        SamplingSettings.Builder builder =
                SamplingSettings.builder().topK(5).seed(9).logprobs(3);
        SamplingSettings settings = builder.build();
        builder.topK(7);

        SamplingSettings next = settings.toBuilder().topP(0.5).build();

        assertThat(settings.topK()).isEqualTo(5);
        assertThat(next.topK()).isEqualTo(5);
        assertThat(next.topP()).isEqualTo(0.5);
        assertThat(next.seed()).hasValue(9);
        assertThat(next.alternatives()).isEqualTo(3);
        assertThat(settings.topP()).isEqualTo(1);
    }
}
