package dev.llmops.onnx.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.llmops.api.InvalidInputException;
import org.junit.jupiter.api.Test;

class LogLikelihoodsTest {
    @Test
    void addsUpTheLogProbabilitiesOfAContinuation() {
        LogLikelihoods likelihoods = LogLikelihoods.start();

        likelihoods.add(new float[] {0, (float) Math.log(3)}, 1);
        likelihoods.add(new float[] {1000, 1000, 1000, 1000}, 0);

        assertThat(likelihoods.sum()).isCloseTo(Math.log(0.75) + Math.log(0.25), within(1e-6));
        assertThat(likelihoods.logprobs()).containsExactly(new double[] {Math.log(0.75), Math.log(0.25)}, within(1e-6));
        assertThat(likelihoods.isGreedy()).isTrue();
        assertThat(likelihoods.perplexity()).isCloseTo(Math.sqrt(1 / 0.75 / 0.25), within(1e-6));
    }

    @Test
    void tellsThatAGreedyChoiceWouldHaveDiffered() {
        LogLikelihoods likelihoods = LogLikelihoods.start();

        likelihoods.add(new float[] {1, 2, 3}, 1);

        assertThat(likelihoods.isGreedy()).isFalse();
    }

    @Test
    void refusesATokenThatTheModelLacks() {
        assertThatThrownBy(() -> LogLikelihoods.start().add(new float[3], 3)).isInstanceOf(InvalidInputException.class);
    }
}
