package dev.llmops.remote.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.CallControl;
import dev.llmops.api.InvalidInputException;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ProviderException;
import dev.llmops.api.model.Sampling;
import dev.llmops.api.model.TokenCounter;
import dev.llmops.remote.Connection;
import dev.llmops.remote.http.Replay;
import dev.llmops.remote.wire.Json;
import org.junit.jupiter.api.Test;

class OpenAiTokenCountTest {
    @Test
    void asksForTheCountOfEverythingThatGoesIn() {
        Replay replay = Replay.of("application/json", "{\"object\":\"response.input_tokens\",\"input_tokens\":18}");
        ModelRequest request = ModelRequest.of("Hello")
                .withOptions(GenerationOptions.builder()
                        .sampling(Sampling.builder()
                                .maxOutputTokens(5)
                                .stop("END")
                                .temperature(1)
                                .build())
                        .cacheKey("k")
                        .build());

        TokenCounter.Count count = client(replay).count(request, CallControl.detached());

        assertThat(count).isEqualTo(new TokenCounter.Count(18, false));
        assertThat(replay.sent().get(0).uri()).hasToString("https://api.openai.com/v1/responses/input_tokens");
        assertThat(Json.read(replay.sent().get(0).body()))
                .isEqualTo(Json.read("{\"model\":\"gpt-5.2\",\"input\":[{\"role\":\"user\",\"content\":\"Hello\"}]}"));
    }

    @Test
    void failsWithoutACount() {
        Replay replay = Replay.of("application/json", "{\"object\":\"response.input_tokens\"}");

        assertThatThrownBy(() -> client(replay).count(ModelRequest.of("Hello"), CallControl.detached()))
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        failure -> assertThat(failure.errorClass()).isEqualTo(ErrorClass.MALFORMED));
    }

    @Test
    @SuppressWarnings("NullAway")
    void refusesWhatIsMissing() {
        OpenAiClient client = client(Replay.of("application/json", "{}"));

        assertThatThrownBy(() -> client.count(null, CallControl.detached())).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> client.count(ModelRequest.of("Hello"), null))
                .isInstanceOf(InvalidInputException.class);
    }

    private static OpenAiClient client(Replay replay) {
        return OpenAiClient.builder("gpt-5.2")
                .connection(Connection.builder()
                        .key("sk-test")
                        .transport(replay.transport())
                        .build())
                .build();
    }
}
