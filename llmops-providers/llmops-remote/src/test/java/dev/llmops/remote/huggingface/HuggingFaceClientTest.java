package dev.llmops.remote.huggingface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.ModelClient;
import dev.llmops.remote.Connection;
import dev.llmops.remote.chat.ChatClientContract;
import dev.llmops.remote.http.Replay;
import dev.llmops.remote.wire.Json;
import dev.llmops.testing.TestCall;
import org.junit.jupiter.api.Test;

class HuggingFaceClientTest extends ChatClientContract {
    @Override
    protected ModelClient client(Connection connection) {
        return HuggingFaceClient.builder("org/name:provider")
                .connection(connection)
                .build();
    }

    @Override
    protected String address() {
        return "https://router.huggingface.co/v1/chat/completions";
    }

    @Test
    void namesModelProviderPayerAndFurtherMembers() {
        Replay replay = Replay.of("application/json", whole());

        HuggingFaceClient.builder("org/name:provider")
                .connection(Connection.builder()
                        .key(KEY)
                        .transport(replay.transport())
                        .build())
                .billTo("my-org")
                .build()
                .generate(
                        request()
                                .withOptions(GenerationOptions.builder()
                                        .providerOptions(HuggingFaceOptions.builder()
                                                .member("top_k", "5")
                                                .build())
                                        .build()),
                        TestCall.builder().silent().build());

        Replay.Sent sent = replay.sent().get(0);
        assertThat(Json.read(sent.body()).path("model").asText()).isEqualTo("org/name:provider");
        assertThat(Json.read(sent.body()).path("top_k").asInt()).isEqualTo(5);
        assertThat(sent.headers()).containsEntry("x-hf-bill-to", "my-org");
    }
}
