package dev.llmops.remote.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.model.FinishReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FinishReasonsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            STOP           | stop, end_turn, stop_sequence, STOP, COMPLETE, STOP_SEQUENCE, eos, eos_token, completed, 1
            LENGTH         | length, max_tokens, MAX_TOKENS, model_length, incomplete: max_output_tokens, 2
            TOOL_CALLS     | tool_calls, function_call, tool_use, TOOL_CALL
            CONTENT_FILTER | content_filter, refusal, SAFETY, RECITATION, BLOCKLIST, PROHIBITED_CONTENT, SPII
            CONTENT_FILTER | MODEL_ARMOR, IMAGE_SAFETY, content_filtered, guardrail_intervened
            CONTENT_FILTER | incomplete: content_filter
            PAUSE          | pause_turn
            CONTEXT        | model_context_window_exceeded
            ERROR          | error, ERROR, TIMEOUT, failed, MALFORMED_FUNCTION_CALL, malformed_model_output
            ERROR          | malformed_tool_use, UNEXPECTED_TOOL_CALL, TOO_MANY_TOOL_CALLS
            UNKNOWN        | OTHER, LANGUAGE, not_finished, 77, something_new, incomplete:
            """)
    void knowsTheWordsOfAllProviders(FinishReason expected, String words) {
        for (String word : words.split(",", -1)) {
            assertThat(FinishReasons.of(word.strip(), false, true)).as(word).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"stop", "STOP", "COMPLETE", "end_turn", "1", "''", "tool_calls"})
    void wantsToolsToBeCalledWhereThereAreCallsAndNothingWentWrong(String raw) {
        assertThat(FinishReasons.of(raw, true, false)).isEqualTo(FinishReason.TOOL_CALLS);
    }

    @ParameterizedTest
    @CsvSource({"length,LENGTH", "content_filter,CONTENT_FILTER", "error,ERROR", "new,UNKNOWN"})
    void keepsOtherReasonsThoughThereAreCalls(String raw, FinishReason expected) {
        assertThat(FinishReasons.of(raw, true, true)).isEqualTo(expected);
    }

    @Test
    void takesAnEmptyReasonForAGoodEndOnlyIfThereIsAnAnswer() {
        assertThat(FinishReasons.of("", false, true)).isEqualTo(FinishReason.STOP);
        assertThat(FinishReasons.of("", false, false)).isEqualTo(FinishReason.UNKNOWN);
        assertThat(FinishReasons.of(null, true, true)).isEqualTo(FinishReason.UNKNOWN);
    }
}
