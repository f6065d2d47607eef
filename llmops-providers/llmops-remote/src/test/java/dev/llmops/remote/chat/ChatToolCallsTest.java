package dev.llmops.remote.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.llmops.api.model.FinishReason;
import dev.llmops.api.model.ModelEvent;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.ToolCall;
import org.junit.jupiter.api.Test;

class ChatToolCallsTest {
    private final ChatTrial trial = ChatTrial.common();

    private static String call(String members) {
        return "{\"tool_calls\":[{" + members + "}]}";
    }

    @Test
    void joinsFragmentsByIndex() {
        ModelResponse response = trial.deltas(
                call("\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}"),
                call("\"index\":0,\"function\":{\"arguments\":\"{\\\"x\\\":\"}"),
                call("\"index\":0,\"function\":{\"arguments\":\"1}\"}"));

        assertThat(response.toolCalls()).containsExactly(new ToolCall("a", "f", "{\"x\":1}"));
        assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(response.rawFinishReason()).isEqualTo("stop");
    }

    @Test
    void keepsParallelCallsApartThatComeInTurn() {
        ModelResponse response = trial.deltas(
                call("\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"x\\\"\"}"),
                call("\"index\":1,\"id\":\"b\",\"function\":{\"name\":\"g\",\"arguments\":\"{\\\"y\\\"\"}"),
                call("\"index\":0,\"function\":{\"arguments\":\":1}\"}"),
                call("\"index\":1,\"function\":{\"arguments\":\":2}\"}"));

        assertThat(response.toolCalls())
                .containsExactly(new ToolCall("a", "f", "{\"x\":1}"), new ToolCall("b", "g", "{\"y\":2}"));
    }

    @Test
    void takesTheSameIdInEveryFragment() {
        ModelResponse response = trial.deltas(
                call("\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\"}"),
                call("\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"}\"}"));

        assertThat(response.toolCalls()).containsExactly(new ToolCall("a", "f", "{}"));
    }

    @Test
    void takesAnEmptyIdOrNoneInLaterFragments() {
        ModelResponse response = trial.deltas(
                call("\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\"}"),
                call("\"index\":0,\"id\":\"\",\"function\":{\"name\":\"\",\"arguments\":\"\\\"x\\\":\"}"),
                call("\"index\":0,\"id\":null,\"function\":{\"name\":null,\"arguments\":\"1}\"}"));

        assertThat(response.toolCalls()).containsExactly(new ToolCall("a", "f", "{\"x\":1}"));
    }

    @Test
    void takesNameAndArgumentsApart() {
        ModelResponse response = trial.deltas(
                call("\"index\":0,\"id\":\"a\",\"function\":{\"arguments\":\"{\\\"x\\\":\"}"),
                call("\"index\":0,\"function\":{\"name\":\"f\"}"),
                call("\"index\":0,\"function\":{\"arguments\":\"1}\"}"));

        assertThat(response.toolCalls()).containsExactly(new ToolCall("a", "f", "{\"x\":1}"));
    }

    @Test
    void tellsCallsApartWithoutAnIndex() {
        ModelResponse response = trial.deltas(
                call("\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\"}"),
                call("\"function\":{\"arguments\":\"}\"}"),
                call("\"id\":\"b\",\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}"));

        assertThat(response.toolCalls()).containsExactly(new ToolCall("a", "f", "{}"), new ToolCall("b", "g", "{}"));
    }

    @Test
    void tellsCallsOfOneChunkApartByTheirPlaceWithoutAnIndex() {
        ModelResponse response = trial.deltas(
                "{\"tool_calls\":[{\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}},"
                        + "{\"id\":\"b\",\"function\":{\"name\":\"g\",\"arguments\":\"\"}}]}",
                "{\"tool_calls\":[{\"function\":{\"arguments\":\"{\\\"x\\\":1}\"}},"
                        + "{\"function\":{\"arguments\":\"{\\\"y\\\":2}\"}}]}");

        assertThat(response.toolCalls())
                .containsExactly(new ToolCall("a", "f", "{\"x\":1}"), new ToolCall("b", "g", "{\"y\":2}"));
    }

    @Test
    void tellsCallsApartThatHaveNeitherIndexNorId() {
        ModelResponse response = trial.deltas(
                call("\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"x\\\":1}\"}"),
                call("\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"x\\\":2}\"}"));

        assertThat(response.toolCalls())
                .extracting(ToolCall::name, ToolCall::arguments)
                .containsExactly(tuple("f", "{\"x\":1}"), tuple("f", "{\"x\":2}"));
    }

    @Test
    void tellsCallsOfOneChunkApartThatHaveTheSameIndex() {
        ModelResponse response = trial.deltas(
                "{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}},"
                        + "{\"index\":0,\"id\":\"b\",\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}}]}");

        assertThat(response.toolCalls()).containsExactly(new ToolCall("a", "f", "{}"), new ToolCall("b", "g", "{}"));
    }

    @Test
    void takesNoArgumentsForAnEmptyObject() {
        ModelResponse response = trial.deltas(
                call("\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":null}"),
                call("\"index\":1,\"id\":\"b\",\"function\":{\"name\":\"g\"}"));

        assertThat(response.toolCalls()).containsExactly(new ToolCall("a", "f", "{}"), new ToolCall("b", "g", "{}"));
        assertThat(response.warnings()).isEmpty();
    }

    @Test
    void takesArgumentsThatAreAnObject() {
        ModelResponse response = trial.whole(ChatTrial.answer(
                call("\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":{\"x\":1}}"), "tool_calls"));

        assertThat(response.toolCalls()).containsExactly(new ToolCall("a", "f", "{\"x\":1}"));
    }

    @Test
    void handsOverArgumentsThatDoNotParseWithAWarning() {
        ModelResponse response =
                trial.deltas(call("\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{oops\"}"));

        assertThat(response.toolCalls()).containsExactly(new ToolCall("a", "f", "{oops"));
        assertThat(response.warnings()).hasSize(1);
    }

    @Test
    void emitsFragmentsAsTheyCome() {
        trial.deltas(
                call("\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}"),
                call("\"index\":0,\"function\":{\"arguments\":\"{\"}"),
                call("\"index\":0,\"function\":{\"arguments\":\"}\"}"));

        assertThat(trial.events())
                .contains(
                        new ModelEvent.ToolCallStarted(0, "a", "f"),
                        new ModelEvent.ToolCallDelta(0, "{"),
                        new ModelEvent.ToolCallDelta(0, "}"));
    }

    @Test
    void makesUpAnIdWhereThereIsNoneAndTheSameOneEachTime() {
        String answer = ChatTrial.answer(
                "{\"tool_calls\":[{\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}},"
                        + "{\"id\":\"\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}",
                "stop");

        ModelResponse first = trial.whole(answer);
        ModelResponse second = trial.whole(answer);

        assertThat(first.toolCalls())
                .extracting(ToolCall::id)
                .doesNotContain("")
                .doesNotHaveDuplicates();
        assertThat(second.toolCalls()).isEqualTo(first.toolCalls());
    }

    @Test
    void readsTheOldFunctionCall() {
        ModelResponse whole = trial.whole(ChatTrial.answer(
                "{\"content\":null,\"function_call\":{\"name\":\"f\",\"arguments\":\"{}\"}}", "function_call"));
        ModelResponse streamed = trial.deltas(
                "{\"function_call\":{\"name\":\"f\",\"arguments\":\"\"}}",
                "{\"function_call\":{\"arguments\":\"{}\"}}");

        assertThat(whole.toolCalls()).extracting(ToolCall::name).containsExactly("f");
        assertThat(streamed.toolCalls()).extracting(ToolCall::arguments).containsExactly("{}");
    }

    @Test
    void takesAnEmptyFunctionCallForNone() {
        ModelResponse response = trial.whole(ChatTrial.answer(
                "{\"content\":\"4\",\"tool_calls\":null,\"function_call\":{\"name\":\"\",\"arguments\":\"\"}}", ""));

        assertThat(response.toolCalls()).isEmpty();
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void readsACustomToolCall() {
        ModelResponse response = trial.whole(ChatTrial.answer(
                call("\"id\":\"a\",\"type\":\"custom\",\"custom\":{\"name\":\"f\",\"input\":\"plain words\"}"),
                "tool_calls"));

        assertThat(response.toolCalls()).containsExactly(new ToolCall("a", "f", "plain words"));
    }
}
