package dev.llmops.remote.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.ConfigurationException;
import dev.llmops.api.InvalidInputException;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ProviderException;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Credentials;
import dev.llmops.remote.chat.ChatClientContract;
import dev.llmops.remote.http.Replay;
import dev.llmops.remote.wire.Json;
import dev.llmops.testing.TestCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AzureOpenAiClientTest extends ChatClientContract {
    private static final String ANSWER =
            "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}";

    @Override
    protected ModelClient client(Connection connection) {
        return AzureOpenAiClient.builder("my-deployment")
                .resource("my-resource")
                .connection(connection)
                .build();
    }

    @Override
    protected String address() {
        return "https://my-resource.openai.azure.com/openai/v1/chat/completions";
    }

    @Override
    protected List<String> streamed() {
        List<String> all = new ArrayList<>(super.streamed());
        all.add(0, "{\"id\":\"\",\"model\":\"\",\"choices\":[],\"prompt_filter_results\":[{\"prompt_index\":0}]}");
        return all;
    }

    private static Replay.Sent sent(AzureOpenAiClient.Builder builder, Connection.Builder connection) {
        Replay replay = Replay.of("application/json", ANSWER);
        builder.connection(connection.transport(replay.transport()).build())
                .build()
                .generate(
                        dev.llmops.api.model.ModelRequest.of("Hello"),
                        TestCall.builder().silent().build());
        return replay.sent().get(0);
    }

    @Test
    void sendsItsKeyAsAzureWantsIt() {
        Replay.Sent sent = sent(
                AzureOpenAiClient.builder("d").resource("r"),
                Connection.builder().key(KEY));

        assertThat(sent.headers()).containsEntry("api-key", KEY).doesNotContainKey("authorization");
        assertThat(Json.read(sent.body()).path("model").asText()).isEqualTo("d");
    }

    @Test
    void sendsATokenOfEntraInItsPlace() {
        Replay.Sent sent = sent(
                AzureOpenAiClient.builder("d").resource("r").entraToken(Credentials.of("token-1")),
                Connection.builder());

        assertThat(sent.headers())
                .containsEntry("authorization", "Bearer token-1")
                .doesNotContainKey("api-key");
    }

    @Test
    void asksAtTheOlderAddressWithAVersion() {
        Replay.Sent sent = sent(
                AzureOpenAiClient.builder("my deployment").resource("r").apiVersion("2024-10-21"),
                Connection.builder().key(KEY));

        assertThat(sent.uri())
                .hasToString("https://r.openai.azure.com/openai/deployments/my%20deployment/chat/completions"
                        + "?api-version=2024-10-21");
    }

    @Test
    void takesTheAddressFromTheEnvironment() {
        try (AzureOpenAiClient client =
                AzureOpenAiClient.fromEnv("d", Map.of("AZURE_OPENAI_ENDPOINT", "https://r.openai.azure.com/"))) {
            assertThat(client).hasToString("AzureOpenAiClient[d of azure-openai at r.openai.azure.com]");
        }
        assertThatThrownBy(() -> AzureOpenAiClient.fromEnv("d", Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("AZURE_OPENAI_ENDPOINT");
        assertThatThrownBy(() -> AzureOpenAiClient.builder("d").build()).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void refusesAnAddressForAResource() {
        assertThatThrownBy(() -> AzureOpenAiClient.builder("d").resource("https://r.openai.azure.com"))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void tellsAFilteredPromptUnderTheStatusOfASuccess() {
        Replay replay = Replay.of(
                "application/json",
                "{\"error\":{\"message\":\"filtered\",\"type\":null,\"param\":\"prompt\",\"code\":\"content_filter\",\"status\":400}}");
        ModelClient client = client(
                Connection.builder().key(KEY).transport(replay.transport()).build());

        assertThatThrownBy(() ->
                        client.generate(request(), TestCall.builder().silent().build()))
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        failure -> assertThat(failure.errorClass()).isEqualTo(ErrorClass.CONTENT_FILTERED));
    }
}
