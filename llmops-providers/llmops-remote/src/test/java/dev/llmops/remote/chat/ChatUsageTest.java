package dev.llmops.remote.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.model.Usage;
import dev.llmops.api.model.Usage.Unit;
import dev.llmops.remote.chat.ChatDialect.Trait;
import dev.llmops.remote.wire.Json;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class ChatUsageTest {
    private static Usage usage(String json) {
        return ChatUsage.read(Json.read(json), ChatDialect.common("test"));
    }

    @Test
    void splitsWhatIsIncluded() {
        Usage usage = usage("{\"prompt_tokens\":100,\"completion_tokens\":50,\"total_tokens\":150,"
                + "\"prompt_tokens_details\":{\"cached_tokens\":40,\"cache_write_tokens\":10,\"audio_tokens\":5},"
                + "\"completion_tokens_details\":{\"reasoning_tokens\":30,\"audio_tokens\":8}}");

        assertThat(usage.count(Unit.INPUT_UNCACHED)).hasValue(45);
        assertThat(usage.count(Unit.CACHE_READ)).hasValue(40);
        assertThat(usage.count(Unit.CACHE_WRITE_SHORT)).hasValue(10);
        assertThat(usage.count(Unit.INPUT_AUDIO)).hasValue(5);
        assertThat(usage.count(Unit.OUTPUT_TEXT)).hasValue(12);
        assertThat(usage.count(Unit.OUTPUT_REASONING)).hasValue(30);
        assertThat(usage.count(Unit.OUTPUT_AUDIO)).hasValue(8);
        assertThat(usage.inputTokens()).hasValue(100);
        assertThat(usage.outputTokens()).hasValue(50);
    }

    @Test
    void findsCachedTokensWhereverTheyAreTold() {
        for (String where : new String[] {
            "\"cached_tokens\":4",
            "\"num_cached_tokens\":4",
            "\"prompt_cache_hit_tokens\":4,\"prompt_cache_miss_tokens\":6"
        }) {
            Usage usage = usage("{\"prompt_tokens\":10,\"completion_tokens\":1," + where + "}");

            assertThat(usage.count(Unit.CACHE_READ)).as(where).hasValue(4);
            assertThat(usage.count(Unit.INPUT_UNCACHED)).as(where).hasValue(6);
        }
    }

    @Test
    void leavesUnknownWhatIsNotTold() {
        Usage usage = usage("{\"completion_tokens\":3,\"prompt_tokens_details\":null}");

        assertThat(usage.inputTokens()).isEmpty();
        assertThat(usage.count(Unit.CACHE_READ)).isEmpty();
        assertThat(usage.count(Unit.OUTPUT_REASONING)).isEmpty();
        assertThat(usage.outputTokens()).hasValue(3);
    }

    @Test
    void clampsReasoningToTheOutputItIsPartOf() {
        Usage usage = usage(
                "{\"prompt_tokens\":43,\"completion_tokens\":10,\"completion_tokens_details\":{\"reasoning_tokens\":11}}");

        assertThat(usage.count(Unit.OUTPUT_REASONING)).hasValue(10);
        assertThat(usage.count(Unit.OUTPUT_TEXT)).hasValue(0);
    }

    @Test
    void countsReasoningThatOnlyTheTotalTells() {
        Usage usage = ChatUsage.read(
                Json.read("{\"prompt_tokens\":66,\"completion_tokens\":6,\"total_tokens\":100}"),
                ChatDialect.common("test").with(Trait.TOTAL_HAS_REASONING));

        assertThat(usage.count(Unit.OUTPUT_REASONING)).hasValue(28);
        assertThat(usage.count(Unit.OUTPUT_TEXT)).hasValue(6);
        assertThat(usage.inputTokens().getAsLong() + usage.outputTokens().getAsLong())
                .isEqualTo(100);
    }

    @Test
    void countsReasoningOnceThatStandsBesideTheOutput() {
        Usage usage = usage("{\"prompt_tokens\":10,\"completion_tokens\":20,\"total_tokens\":75,"
                + "\"completion_tokens_details\":{\"reasoning_tokens\":45}}");

        assertThat(usage.outputTokens()).hasValue(65);
    }

    @Test
    void keepsWhatTheProviderSaysItCosts() {
        Usage usage = usage("{\"prompt_tokens\":550,\"completion_tokens\":12,\"cost\":0.00183,"
                + "\"server_tool_use_details\":{\"web_search_requests\":2}}");

        assertThat(usage.providerCost()).hasValue(new BigDecimal("0.00183"));
        assertThat(usage.count(Unit.SEARCH_UNITS)).hasValue(2);
    }

    @Test
    void priceOfPartsIsTheCostThatOpenRouterTells() {
        Usage claude = usage("{\"prompt_tokens\":550,\"completion_tokens\":12}");
        Usage gemini = usage("{\"prompt_tokens\":270,\"completion_tokens\":28,"
                + "\"prompt_tokens_details\":{\"video_tokens\":258,\"cached_tokens\":0}}");

        assertThat(cost(claude, "3", "15")).isEqualByComparingTo("0.00183");
        assertThat(cost(gemini, "0.30", "2.50")).isEqualByComparingTo("0.000151");
    }

    @Test
    void takesNegativeAndBrokenNumbersForUnknown() {
        Usage usage = usage("{\"prompt_tokens\":-1,\"completion_tokens\":\"x\",\"cost\":-2}");

        assertThat(usage.inputTokens()).isEmpty();
        assertThat(usage.outputTokens()).isEmpty();
        assertThat(usage.providerCost()).isEmpty();
    }

    private static BigDecimal cost(Usage usage, String in, String out) {
        BigDecimal input = new BigDecimal(in)
                .multiply(BigDecimal.valueOf(usage.inputTokens().getAsLong()));
        BigDecimal output = new BigDecimal(out)
                .multiply(BigDecimal.valueOf(usage.outputTokens().getAsLong()));
        return input.add(output).movePointLeft(6);
    }
}
