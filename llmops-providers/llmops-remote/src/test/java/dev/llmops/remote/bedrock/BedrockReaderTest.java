package dev.llmops.remote.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.llmops.api.Trust;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.FinishReason;
import dev.llmops.api.model.ModelEvent;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.ProviderException;
import dev.llmops.api.model.ToolCall;
import dev.llmops.api.model.Usage;
import dev.llmops.api.model.Usage.Unit;
import dev.llmops.remote.Connection;
import dev.llmops.remote.http.Replay;
import dev.llmops.remote.stream.EventStreamEncoder;
import dev.llmops.testing.TestCall;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BedrockReaderTest {
    private static ModelResponse whole(String body) {
        return ask(
                Replay.of("application/json", body), TestCall.builder().silent().build());
    }

    private static ModelResponse stream(byte[]... frames) {
        return ask(Replay.of(200, Map.of(), BedrockAnswers.joined(frames), 8192), TestCall.create());
    }

    private static ModelResponse ask(Replay replay, TestCall call) {
        BedrockClient client = BedrockClient.builder("amazon.nova-2-lite-v1:0")
                .region("us-east-1")
                .connection(Connection.builder()
                        .key("no-key")
                        .transport(replay.transport())
                        .build())
                .build();
        return client.generate(ModelRequest.of("Hi"), call);
    }

    private static String answer(String content) {
        return "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":" + content
                + "}},\"stopReason\":\"end_turn\"}";
    }

    @Test
    void readsAWholeAnswer() {
        ModelResponse response = whole(BedrockAnswers.WHOLE);

        assertThat(response.text()).isEqualTo("Hello there");
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(response.usage().inputTokens()).hasValue(12);
        assertThat(response.usage().outputTokens()).hasValue(5);
        assertThat(response.metadata()).containsEntry("metrics", "{\"latencyMs\":7}");
        assertThat(response.provider()).isEqualTo("bedrock");
    }

    @Test
    void joinsAStreamOfTextThoughtsAndToolCalls() {
        ModelResponse response = stream(BedrockAnswers.stream());

        assertThat(response.message().contents())
                .containsExactly(
                        new Content.Text("Hello 😀", Trust.MODEL),
                        new Content.Reasoning("Hm", "c2ln"),
                        new Content.ToolUse(new ToolCall("t1", "add", "{\"a\": 1}")),
                        new Content.ToolUse(new ToolCall("t2", "now", "{}")));
        assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(response.usage().outputTokens()).hasValue(30);
        assertThat(response.metadata()).containsOnlyKeys("metrics");
    }

    @Test
    void readsTheSameHoweverTheStreamIsCut() {
        ModelResponse expected = stream(BedrockAnswers.stream());

        for (int piece : new int[] {1, 2, 3, 7, 97}) {
            ModelResponse response = ask(Replay.of(200, Map.of(), BedrockAnswers.stream(), piece), TestCall.create());

            assertThat(response.message()).isEqualTo(expected.message());
        }
    }

    @Test
    void noStreamThatBreaksOffBeforeItWasStoppedSucceeds() {
        byte[] body =
                BedrockAnswers.joined(BedrockAnswers.begun(), BedrockAnswers.stop(0), BedrockAnswers.end("end_turn"));

        for (int length = 0; length < body.length; length++) {
            byte[] cut = Arrays.copyOf(body, length);

            assertThatThrownBy(() -> stream(cut))
                    .as("cut after %d bytes", length)
                    .isInstanceOf(ProviderException.class);
        }
    }

    @Test
    void doesWithoutWhatIsToldAfterTheEnd() {
        ModelResponse response = stream(BedrockAnswers.begun(), BedrockAnswers.stop(0), BedrockAnswers.end("end_turn"));

        assertThat(response.text()).isEqualTo("Hello 😀");
        assertThat(response.usage().outputTokens()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "throttlingException, RATE_LIMITED",
        "serviceUnavailableException, OVERLOADED",
        "internalServerException, SERVER",
        "modelStreamErrorException, SERVER",
        "validationException, INVALID"
    })
    void failsForAnExceptionInsideAStream(String type, ErrorClass expected) {
        byte[] exception = EventStreamEncoder.exception(type, "{\"message\":\"Sorry\"}");

        ProviderException failure =
                catchThrowableOfType(ProviderException.class, () -> stream(BedrockAnswers.begun(), exception));

        assertThat(failure.errorClass()).isEqualTo(expected);
        assertThat(failure.failure().partial().orElseThrow().text()).isEqualTo("Hello 😀");
    }

    @Test
    void failsForWhatIsNoAnswer() {
        assertThatThrownBy(() -> whole("{\"output\":{}}"))
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        failure -> assertThat(failure.errorClass()).isEqualTo(ErrorClass.MALFORMED));
    }

    @Test
    void keepsToolsThatTheModelRunsItself() {
        String use = "{\"toolUse\":{\"toolUseId\":\"s1\",\"name\":\"code\",\"type\":\"server_tool_use\","
                + "\"input\":{\"x\":1}}}";
        String result = "{\"toolResult\":{\"toolUseId\":\"s1\",\"type\":\"code_result\",\"status\":\"success\","
                + "\"content\":[{\"json\":{\"y\":2}}]}}";

        ModelResponse whole = whole(answer("[" + use + "," + result + "]"));
        ModelResponse streamed = stream(
                BedrockAnswers.start(
                        0, "{\"toolUse\":{\"toolUseId\":\"s1\",\"name\":\"code\",\"type\":\"server_tool_use\"}}"),
                BedrockAnswers.delta(0, "{\"toolUse\":{\"input\":\"{\\\"x\\\"\"}}"),
                BedrockAnswers.delta(0, "{\"toolUse\":{\"input\":\":1}\"}}"),
                BedrockAnswers.stop(0),
                BedrockAnswers.start(
                        1, "{\"toolResult\":{\"toolUseId\":\"s1\",\"type\":\"code_result\",\"status\":\"success\"}}"),
                BedrockAnswers.delta(1, "{\"toolResult\":[{\"json\":{\"y\":2}}]}"),
                BedrockAnswers.stop(1),
                BedrockAnswers.end("end_turn"));

        assertThat(whole.message().contents())
                .containsExactly(
                        new Content.Opaque("bedrock", "toolUse", use),
                        new Content.Opaque("bedrock", "toolResult", result));
        assertThat(streamed.message()).isEqualTo(whole.message());
        assertThat(whole.toolCalls()).isEmpty();
    }

    @Test
    void keepsHiddenThoughts() {
        ModelResponse whole = whole(answer("[{\"reasoningContent\":{\"redactedContent\":\"AQIDBA==\"}}]"));
        ModelResponse streamed = stream(
                BedrockAnswers.delta(0, "{\"reasoningContent\":{\"redactedContent\":\"AQI=\"}}"),
                BedrockAnswers.delta(0, "{\"reasoningContent\":{\"redactedContent\":\"AwQ=\"}}"),
                BedrockAnswers.stop(0),
                BedrockAnswers.end("end_turn"));

        assertThat(whole.message().contents())
                .containsExactly(new Content.Opaque(
                        "bedrock", "reasoningContent", "{\"reasoningContent\":{\"redactedContent\":\"AQIDBA==\"}}"));
        assertThat(streamed.message()).isEqualTo(whole.message());
    }

    @Test
    void readsTextWithItsCitations() {
        String block =
                "{\"citationsContent\":{\"content\":[{\"text\":\"So it is\"}]," + "\"citations\":[{\"title\":\"A\"}]}}";

        ModelResponse whole = whole(answer("[" + block + "]"));
        ModelResponse streamed = stream(
                BedrockAnswers.delta(0, "{\"text\":\"So \"}"),
                BedrockAnswers.delta(0, "{\"text\":\"it is\"}"),
                BedrockAnswers.delta(0, "{\"citation\":{\"title\":\"A\"}}"),
                BedrockAnswers.stop(0),
                BedrockAnswers.end("end_turn"));

        assertThat(whole.message().contents())
                .containsExactly(
                        new Content.Text("So it is", Trust.MODEL),
                        new Content.Opaque("bedrock", "citationsContent+", block));
        assertThat(streamed.message()).isEqualTo(whole.message());
    }

    @Test
    void keepsWhatItDoesNotKnow() {
        TestCall call = TestCall.create();
        byte[] body = BedrockAnswers.joined(
                BedrockAnswers.event("weather", "{\"sky\":\"blue\"}"),
                BedrockAnswers.delta(0, "{\"smell\":{\"of\":\"tea\"}}"),
                BedrockAnswers.stop(0),
                BedrockAnswers.end("bored"));

        ModelResponse response = ask(Replay.of(200, Map.of(), body, 8192), call);

        assertThat(response.message().contents())
                .containsExactly(new Content.Opaque("bedrock", "smell", "{\"smell\":{\"of\":\"tea\"}}"));
        assertThat(response.finishReason()).isEqualTo(FinishReason.UNKNOWN);
        assertThat(call.events(ModelEvent.Opaque.class))
                .first()
                .isEqualTo(new ModelEvent.Opaque("weather", "{\"sky\":\"blue\"}"));
        assertThat(whole(answer("[{\"smell\":{\"of\":\"tea\"}}]")).message()).isEqualTo(response.message());
    }

    @ParameterizedTest
    @CsvSource({
        "max_tokens, LENGTH",
        "guardrail_intervened, CONTENT_FILTER",
        "content_filtered, CONTENT_FILTER",
        "malformed_tool_use, ERROR"
    })
    void tellsWhyTheModelStopped(String raw, FinishReason expected) {
        ModelResponse response = stream(BedrockAnswers.begun(), BedrockAnswers.stop(0), BedrockAnswers.end(raw));

        assertThat(response.finishReason()).isEqualTo(expected);
        assertThat(response.rawFinishReason()).isEqualTo(raw);
    }

    @Test
    void splitsUsageIntoUnitsThatDoNotOverlap() {
        Usage usage = whole(answer("[]").replace("\"stopReason\"", """
                "usage":{"inputTokens":10,"outputTokens":5,"totalTokens":315,"cacheReadInputTokens":200,
                 "cacheWriteInputTokens":100,"cacheDetails":[{"ttl":"5m","inputTokens":40},
                 {"ttl":"1h","inputTokens":60}]},"stopReason\"""")).usage();

        assertThat(usage.count(Unit.INPUT_UNCACHED)).hasValue(10);
        assertThat(usage.count(Unit.CACHE_READ)).hasValue(200);
        assertThat(usage.count(Unit.CACHE_WRITE_SHORT)).hasValue(40);
        assertThat(usage.count(Unit.CACHE_WRITE_LONG)).hasValue(60);
        assertThat(usage.count(Unit.OUTPUT_TEXT)).hasValue(5);
        assertThat(usage.inputTokens().orElseThrow() + usage.outputTokens().orElseThrow())
                .isEqualTo(315);
    }
}
