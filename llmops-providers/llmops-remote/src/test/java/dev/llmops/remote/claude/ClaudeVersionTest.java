package dev.llmops.remote.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.model.ReasoningOptions;
import dev.llmops.api.model.ReasoningOptions.Effort;
import dev.llmops.api.model.ToolCall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaudeVersionTest {
    @ParameterizedTest
    @CsvSource({
        "claude-opus-4-8, 4, 8",
        "claude-sonnet-4-5-20250929, 4, 5",
        "claude-opus-4-20250514, 4, 0",
        "claude-sonnet-5, 5, 0",
        "claude-3-7-sonnet-20250219, 3, 7",
        "claude-3-opus-latest, 3, 0",
        "us.anthropic.claude-haiku-4-5-20251001-v1:0, 4, 5",
        "anthropic.claude-3-haiku-20240307-v1:0, 3, 0",
        "anthropic.claude-v2, 2, 0",
        "claude-instant-1.2, 1, 2"
    })
    void readsVersionsFromNames(String model, int major, int minor) {
        assertThat(ClaudeVersion.of(model)).isEqualTo(new ClaudeVersion(major, minor));
    }

    @Test
    void takesANameWithoutAVersionForTheNewest() {
        ClaudeVersion version = ClaudeVersion.of("claude-latest");

        assertThat(version.thinksAdaptively()).isTrue();
        assertThat(version.takesInlineInstructions()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"claude-opus-4-5, false, false", "claude-opus-4-6, true, false", "claude-opus-4-8, true, true"})
    void knowsWhatCameWithWhichVersion(String model, boolean adaptive, boolean inline) {
        ClaudeVersion version = ClaudeVersion.of(model);

        assertThat(version.thinksAdaptively()).isEqualTo(adaptive);
        assertThat(version.takesInlineInstructions()).isEqualTo(inline);
    }

    @Test
    void givesOlderModelsABudgetForAnEffort() {
        ClaudeThinking thinking =
                ClaudeThinking.of(ReasoningOptions.of(Effort.HIGH), ClaudeVersion.of("claude-sonnet-4-5"));

        assertThat(thinking.thinking()).hasToString("{\"type\":\"enabled\",\"budget_tokens\":16384}");
        assertThat(thinking.budget()).isEqualTo(16_384);
        assertThat(thinking.effort()).isEmpty();
    }

    @Test
    void tellsNewerModelsTheEffort() {
        ClaudeVersion version = ClaudeVersion.of("claude-opus-4-6");

        ClaudeThinking thinking = ClaudeThinking.of(new ReasoningOptions(Effort.MINIMAL, 0, true), version);

        assertThat(thinking.thinking()).hasToString("{\"type\":\"adaptive\",\"display\":\"summarized\"}");
        assertThat(thinking.effort()).isEqualTo("low");
        assertThat(thinking.budget()).isZero();
    }

    @Test
    void switchesThinkingOff() {
        ClaudeThinking thinking =
                ClaudeThinking.of(ReasoningOptions.of(Effort.NONE), ClaudeVersion.of("claude-opus-4-6"));

        assertThat(thinking.thinking()).hasToString("{\"type\":\"disabled\"}");
    }

    @Test
    void wrapsArgumentsThatAreNoObject() {
        assertThat(ToolInput.of(new ToolCall("1", "add", "{\"a\":1}"))).hasToString("{\"a\":1}");
        assertThat(ToolInput.of(new ToolCall("1", "add", ""))).hasToString("{}");
        assertThat(ToolInput.of(new ToolCall("1", "add", "[1"))).hasToString("{\"INVALID_JSON\":\"[1\"}");
    }
}
