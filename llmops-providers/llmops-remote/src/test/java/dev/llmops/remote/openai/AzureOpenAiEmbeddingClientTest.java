package dev.llmops.remote.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.CallControl;
import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.api.embedding.EmbeddingRequest;
import dev.llmops.api.embedding.EmbeddingResponse;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Credentials;
import dev.llmops.remote.embedding.ReplayedEmbeddingContract;
import dev.llmops.remote.http.Replay;
import dev.llmops.remote.http.Replay.Sent;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AzureOpenAiEmbeddingClientTest extends ReplayedEmbeddingContract {
    @Override
    protected EmbeddingClient client(Connection connection) {
        return AzureOpenAiEmbeddingClient.builder("test")
                .resource("acme")
                .connection(connection)
                .build();
    }

    @Override
    protected List<String> textsIn(JsonNode body) {
        return list(body.path("input"));
    }

    @Override
    protected String answer(List<String> vectors) {
        return "{\"data\":["
                + IntStream.range(0, vectors.size())
                        .mapToObj(i -> "{\"index\":" + i + ",\"embedding\":" + vectors.get(i) + "}")
                        .collect(Collectors.joining(","))
                + "],\"model\":\"served\",\"usage\":{\"prompt_tokens\":3,\"total_tokens\":3}}";
    }

    @Test
    void writesTheRequest() {
        Sent sent = sentBy(AzureOpenAiEmbeddingClient.builder("small").resource("acme"), query("a"));

        assertThat(sent.uri().getPath()).isEqualTo("/openai/v1/embeddings");
        assertThat(json(sent.body())).isEqualTo(json("""
                {"model":"small","input":["a"],"encoding_format":"base64"}"""));
    }

    @Test
    void writesTheRequestOfADatedVersion() {
        Sent sent = sentBy(
                AzureOpenAiEmbeddingClient.builder("s m")
                        .resource("acme")
                        .apiVersion("2024-10-21")
                        .asNumbers(),
                query("a"));

        assertThat(sent.uri().getPath()).isEqualTo("/openai/deployments/s m/embeddings");
        assertThat(json(sent.body())).isEqualTo(json("""
                {"model":"s m","input":["a"]}"""));
    }

    private static Sent sentBy(AzureOpenAiEmbeddingClient.Builder builder, EmbeddingRequest request) {
        Replay replay = Replay.of("application/json", "{}");
        try (AzureOpenAiEmbeddingClient client =
                builder.connection(connection(replay)).build()) {
            assertThatThrownBy(() -> client.embed(request, CallControl.detached()))
                    .isNotNull();
        }
        return replay.sent().get(0);
    }

    @Test
    void readsModelAndUsage() {
        EmbeddingResponse response = client().embed(query("x"), CallControl.detached());

        assertThat(response.model()).isEqualTo("served");
        assertThat(response.usage().inputTokens()).hasValue(3);
    }

    @Test
    void sendsATokenInPlaceOfAKey() {
        AzureOpenAiEmbeddingClient.Builder builder = AzureOpenAiEmbeddingClient.builder("s")
                .resource("acme")
                .apiVersion("2024-10-21")
                .entraToken(Credentials.of("entra-token"));

        Sent sent = sentBy(builder, query("a"));

        assertThat(sent.headers())
                .containsEntry("authorization", "Bearer entra-token")
                .doesNotContainKey("api-key");
        assertThat(sent.uri().getQuery()).isEqualTo("api-version=2024-10-21");
    }
}
