package dev.llmops.remote.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.llmops.api.Trust;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.FinishReason;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.ProviderException;
import dev.llmops.api.model.ToolCall;
import dev.llmops.remote.http.Replay;
import dev.llmops.testing.TestCall;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OllamaReaderTest {
    @Test
    void readsThoughtsTextAndCallsLineByLine() {
        ModelResponse response = stream(
                "{\"model\":\"q\",\"message\":{\"role\":\"assistant\",\"content\":\"\",\"thinking\":\"H\"},\"done\":false}",
                "{\"model\":\"q\",\"message\":{\"role\":\"assistant\",\"content\":\"\",\"thinking\":\"m.\"},\"done\":false}",
                "{\"model\":\"q\",\"message\":{\"role\":\"assistant\",\"content\":\"So\"},\"done\":false}",
                "{\"model\":\"q\",\"message\":{\"role\":\"assistant\",\"content\":\".\",\"tool_calls\":["
                        + "{\"id\":\"call_1\",\"function\":{\"index\":0,\"name\":\"a\",\"arguments\":{\"x\":1}}},"
                        + "{\"function\":{\"name\":\"b\",\"arguments\":{}}}]},\"done\":false}",
                "{\"model\":\"q\",\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,"
                        + "\"done_reason\":\"stop\",\"total_duration\":5,\"eval_count\":4}");

        assertThat(response.message().contents())
                .containsExactly(
                        new Content.Reasoning("Hm.", ""),
                        new Content.Text("So.", Trust.MODEL),
                        new Content.ToolUse(new ToolCall("call_1", "a", "{\"x\":1}")),
                        new Content.ToolUse(new ToolCall("made-up-after1-1", "b", "{}")));
        assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(response.model()).isEqualTo("q");
        assertThat(response.metadata()).containsEntry("total_duration", "5");
        assertThat(response.usage().outputTokens()).hasValue(4);
        assertThat(response.usage().inputTokens())
                .as("what was cached is not told")
                .isEmpty();
    }

    @Test
    void readsHowLikelyTokensWere() {
        ModelResponse response = whole("""
                {"model":"q","message":{"role":"assistant","content":"Hi"},"done":true,"done_reason":"length",
                 "logprobs":[{"token":"Hi","logprob":-0.5,"top_logprobs":[{"token":"Ho","logprob":-1.5}]}]}""");

        assertThat(response.finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(response.logprobs()).singleElement().satisfies(token -> {
            assertThat(token.logprob()).isEqualTo(-0.5);
            assertThat(token.alternatives())
                    .singleElement()
                    .satisfies(other -> assertThat(other.token()).isEqualTo("Ho"));
        });
    }

    @Test
    void warnsWhenThePromptWasCut() {
        ModelRequest longPrompt = ModelRequest.of("word ".repeat(2000));

        ModelResponse cut = generate(longPrompt, 1000);
        ModelResponse uncut = generate(longPrompt, 2100);
        ModelResponse small = generate(ModelRequest.of("word ".repeat(20)), 1);

        assertThat(cut.warnings()).singleElement().asString().contains("1000 tokens");
        assertThat(uncut.warnings()).isEmpty();
        assertThat(small.warnings()).isEmpty();
    }

    private static ModelResponse generate(ModelRequest request, int read) {
        String answer = "{\"model\":\"q\",\"message\":{\"role\":\"assistant\",\"content\":\"x\"},\"done\":true,"
                + "\"prompt_eval_count\":" + read + "}";
        return OllamaClientTest.client(Replay.of("application/json", answer))
                .generate(request, TestCall.builder().silent().build());
    }

    @Test
    void anErrorOnALineIsAFailureWithWhatCameBefore() {
        String lines = """
                {"model":"q","message":{"content":"We"},"done":false}
                {"error":"an error was encountered while running the model"}
                """;

        ProviderException failure = catchThrowableOfType(
                ProviderException.class,
                () -> OllamaClientTest.client(Replay.of("application/x-ndjson", lines))
                        .generate(ModelRequest.of("Hi"), TestCall.create()));

        assertThat(failure.failure().partial().orElseThrow().text()).isEqualTo("We");
    }

    @Test
    void anAnswerWithoutAMessageIsMalformed() {
        assertThatThrownBy(() -> whole("{\"model\":\"q\"}"))
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        failure -> assertThat(failure.errorClass()).isEqualTo(ErrorClass.MALFORMED));
    }

    @Test
    void onlyTheLastLineMakesAStreamWhole() {
        byte[] bytes = ("{\"model\":\"q\",\"message\":{\"content\":\"Grüße 😀\"},\"done\":false}\n"
                        + "{\"model\":\"q\",\"message\":{\"content\":\"!\"},\"done\":true}")
                .getBytes(StandardCharsets.UTF_8);

        for (int end = 0; end < bytes.length; end++) {
            Replay replay = Replay.of(200, Map.of(), Arrays.copyOf(bytes, end), 5);
            assertThatThrownBy(() -> OllamaClientTest.client(replay).generate(ModelRequest.of("Hi"), TestCall.create()))
                    .as("cut after %d bytes", end)
                    .isInstanceOf(ProviderException.class);
        }
        assertThat(OllamaClientTest.client(Replay.of(200, Map.of(), bytes, 5))
                        .generate(ModelRequest.of("Hi"), TestCall.create())
                        .text())
                .isEqualTo("Grüße 😀!");
    }

    private static ModelResponse stream(String... lines) {
        return OllamaClientTest.client(Replay.of("application/x-ndjson", String.join("\n", lines)))
                .generate(ModelRequest.of("Hi"), TestCall.create());
    }

    private static ModelResponse whole(String json) {
        return OllamaClientTest.client(Replay.of("application/json", json))
                .generate(ModelRequest.of("Hi"), TestCall.builder().silent().build());
    }
}
