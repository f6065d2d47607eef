package dev.llmops.remote.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.model.Usage;
import dev.llmops.api.model.Usage.Unit;
import dev.llmops.remote.wire.Json;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResponsesUsageTest {
    @Test
    void splitsWhatIsIncludedInAnother() {
        Usage usage = read("""
                {"input_tokens":100,"input_tokens_details":{"cached_tokens":60,"cache_write_tokens":10},
                 "output_tokens":50,"output_tokens_details":{"reasoning_tokens":30},"total_tokens":150}""");

        assertThat(usage.count(Unit.INPUT_UNCACHED)).hasValue(30);
        assertThat(usage.count(Unit.CACHE_READ)).hasValue(60);
        assertThat(usage.count(Unit.CACHE_WRITE_SHORT)).hasValue(10);
        assertThat(usage.count(Unit.OUTPUT_REASONING)).hasValue(30);
        assertThat(usage.count(Unit.OUTPUT_TEXT)).hasValue(20);
        assertThat(usage.inputTokens().getAsLong() + usage.outputTokens().getAsLong())
                .isEqualTo(150);
        assertThat(usage.source()).isEqualTo(Usage.Source.PROVIDER);
    }

    @Test
    void takesWhatIsNotToldForUnknown() {
        Usage usage = read("{\"output_tokens\":5}");

        assertThat(usage.inputTokens()).isEmpty();
        assertThat(usage.count(Unit.CACHE_READ)).isEmpty();
        assertThat(usage.count(Unit.OUTPUT_REASONING)).isEmpty();
        assertThat(usage.outputTokens()).hasValue(5);
    }

    @Test
    void takesNoPartForMoreThanItsWhole() {
        Usage usage = read("""
                {"input_tokens":5,"input_tokens_details":{"cached_tokens":9},
                 "output_tokens":4,"output_tokens_details":{"reasoning_tokens":7}}""");

        assertThat(usage.inputTokens()).hasValue(5);
        assertThat(usage.count(Unit.INPUT_UNCACHED)).hasValue(0);
        assertThat(usage.outputTokens()).hasValue(4);
        assertThat(usage.count(Unit.OUTPUT_TEXT)).hasValue(0);
    }

    @Test
    void keepsTheProvidersCostAndRecord() {
        Usage usage = read("{\"input_tokens\":1,\"output_tokens\":1,\"cost\":0.00183}");

        assertThat(usage.providerCost().map(Object::toString)).isEqualTo(Optional.of("0.00183"));
        assertThat(usage.rawJson()).contains("0.00183");
    }

    private static Usage read(String json) {
        return ResponsesUsage.read(Json.read(json));
    }
}
