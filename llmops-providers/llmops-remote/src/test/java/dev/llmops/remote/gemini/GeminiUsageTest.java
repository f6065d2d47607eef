package dev.llmops.remote.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.model.Usage;
import dev.llmops.api.model.Usage.Unit;
import dev.llmops.remote.wire.Json;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class GeminiUsageTest {
    @Test
    void partsSumToTheTotal() {
        Usage usage = usage("""
                {"promptTokenCount":100,"cachedContentTokenCount":30,"toolUsePromptTokenCount":7,
                 "candidatesTokenCount":20,"thoughtsTokenCount":50,"totalTokenCount":177,
                 "promptTokensDetails":[{"modality":"TEXT","tokenCount":60},{"modality":"AUDIO","tokenCount":25},
                   {"modality":"IMAGE","tokenCount":15}],
                 "cacheTokensDetails":[{"modality":"AUDIO","tokenCount":5},{"modality":"TEXT","tokenCount":25}]}""");

        assertThat(usage.count(Unit.CACHE_READ)).hasValue(30);
        assertThat(usage.count(Unit.INPUT_AUDIO)).hasValue(20);
        assertThat(usage.count(Unit.INPUT_IMAGE)).hasValue(15);
        assertThat(usage.count(Unit.INPUT_UNCACHED)).hasValue(42);
        assertThat(usage.count(Unit.OUTPUT_TEXT)).hasValue(20);
        assertThat(usage.count(Unit.OUTPUT_REASONING)).hasValue(50);
        assertThat(usage.inputTokens().getAsLong() + usage.outputTokens().getAsLong())
                .isEqualTo(177);
        assertThat(usage.source()).isEqualTo(Usage.Source.PROVIDER);
    }

    /** Reported as litellm#14849: what is cached must not be paid twice. */
    @Test
    void cachedTokensAreNotPaidTwice() {
        Usage usage = usage("""
                {"promptTokenCount":262960,"cachedContentTokenCount":257955,"candidatesTokenCount":1744,
                 "totalTokenCount":264704}""");

        BigDecimal cost = cost(usage, Unit.INPUT_UNCACHED, "1.25")
                .add(cost(usage, Unit.CACHE_READ, "0.625"))
                .add(cost(usage, Unit.OUTPUT_TEXT, "10"));

        assertThat(cost).isEqualByComparingTo("0.184918125");
    }

    private static BigDecimal cost(Usage usage, Unit unit, String perMillion) {
        return new BigDecimal(perMillion)
                .multiply(BigDecimal.valueOf(usage.count(unit).getAsLong()))
                .movePointLeft(6);
    }

    @Test
    void whatTheTotalLeavesIsWhatWasNotTold() {
        assertThat(usage("{\"promptTokenCount\":10,\"totalTokenCount\":10}").count(Unit.OUTPUT_TEXT))
                .hasValue(0);
        assertThat(usage("{\"promptTokenCount\":10,\"thoughtsTokenCount\":5,\"totalTokenCount\":15}")
                        .count(Unit.OUTPUT_TEXT))
                .hasValue(0);
    }

    @Test
    void absentIsNotZero() {
        Usage usage = usage("{\"trafficType\":\"ON_DEMAND\"}");

        assertThat(usage.inputTokens()).isEmpty();
        assertThat(usage.outputTokens()).isEmpty();
        assertThat(usage("{\"promptTokenCount\":10}").count(Unit.OUTPUT_TEXT)).isEmpty();
    }

    @Test
    void countsThatDoNotFitTogetherAreNeverNegative() {
        Usage usage = usage("""
                {"promptTokenCount":10,"cachedContentTokenCount":99,"totalTokenCount":3,
                 "promptTokensDetails":[{"modality":"AUDIO","tokenCount":50}]}""");

        assertThat(usage.inputTokens()).hasValue(10);
        assertThat(usage.count(Unit.OUTPUT_TEXT)).hasValue(0);
    }

    @Test
    void soundThatCameOutIsCountedApart() {
        Usage usage = usage("""
                {"promptTokenCount":1,"candidatesTokenCount":40,
                 "candidatesTokensDetails":[{"modality":"AUDIO","tokenCount":40}]}""");

        assertThat(usage.count(Unit.OUTPUT_AUDIO)).hasValue(40);
        assertThat(usage.count(Unit.OUTPUT_TEXT)).hasValue(0);
    }

    private static Usage usage(String json) {
        return GeminiUsage.read(Json.read(json));
    }
}
