package dev.llmops.remote.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.CallControl;
import dev.llmops.api.Locality;
import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.api.embedding.EmbeddingModelInfo;
import dev.llmops.api.embedding.EmbeddingRequest;
import dev.llmops.api.embedding.EmbeddingRequest.Purpose;
import dev.llmops.api.embedding.EmbeddingResponse;
import dev.llmops.remote.Connection;
import dev.llmops.remote.embedding.ReplayedEmbeddingContract;
import dev.llmops.remote.http.Replay;
import dev.llmops.remote.http.Replay.Sent;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OpenAiEmbeddingClientTest extends ReplayedEmbeddingContract {
    @Override
    protected EmbeddingClient client(Connection connection) {
        return OpenAiEmbeddingClient.builder("test-model")
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
        Sent sent = sentBy(
                OpenAiEmbeddingClient.builder("text-embedding-3-small"),
                new EmbeddingRequest(List.of("a", "b"), Purpose.DOCUMENT, 256));

        assertThat(sent.uri().getPath()).isEqualTo("/v1/embeddings");
        assertThat(json(sent.body())).isEqualTo(json("""
                {"model":"text-embedding-3-small","input":["a","b"],"dimensions":256,"encoding_format":"base64"}"""));
    }

    @Test
    void writesWhatTheBuilderSays() {
        Sent sent = sentBy(
                OpenAiEmbeddingClient.builder("m")
                        .asNumbers()
                        .dimensions(64)
                        .prefix(Purpose.QUERY, "query: ")
                        .member("user", "\"u1\""),
                query("a"));

        assertThat(sent.uri().getPath()).isEqualTo("/v1/embeddings");
        assertThat(json(sent.body())).isEqualTo(json("""
                {"model":"m","input":["query: a"],"dimensions":64,"user":"u1"}"""));
    }

    private static Sent sentBy(OpenAiEmbeddingClient.Builder builder, EmbeddingRequest request) {
        Replay replay = Replay.of("application/json", "{}");
        try (OpenAiEmbeddingClient client =
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
    void ordersVectorsByTheirIndex() {
        String answer = "{\"data\":[{\"index\":1,\"embedding\":[2,2]},{\"index\":0,\"embedding\":[1,1]}]}";
        EmbeddingClient client = client(connection(Replay.of("application/json", answer)));

        EmbeddingResponse response =
                client.embed(EmbeddingRequest.of(List.of("a", "b"), Purpose.QUERY), CallControl.detached());

        assertThat(response.vectors()).containsExactly(new float[] {1, 1}, new float[] {2, 2});
        assertThat(response.usage().inputTokens()).isEmpty();
    }

    @Test
    void sendsNoKeyOfItsOwnToOtherServers() {
        Replay replay = Replay.of("application/json", answer(List.of("[1,2]")));
        Connection connection =
                Connection.builder().transport(replay.transport()).build();
        EmbeddingClient client = OpenAiEmbeddingClient.builder(
                        CompatibleServer.of("openai", "http://localhost:8000/v1/"), "m")
                .connection(connection)
                .build();

        client.embed(query("x"), CallControl.detached());

        assertThat(replay.sent().get(0).headers()).doesNotContainKey("authorization");
        assertThat(replay.sent().get(0).uri()).hasToString("http://localhost:8000/v1/embeddings");
        assertThat(client.info().locality()).isEqualTo(Locality.LOCAL);
    }

    @Test
    void knowsOpenAisModels() {
        EmbeddingModelInfo info =
                OpenAiEmbeddingClient.builder("text-embedding-3-large").build().info();

        assertThat(info)
                .isEqualTo(new EmbeddingModelInfo("openai", "text-embedding-3-large", Locality.REMOTE, 3072, 8191));
        assertThat(OpenAiEmbeddingClient.builder("text-embedding-3-large")
                        .dimensions(256)
                        .build()
                        .info()
                        .dimensions())
                .isEqualTo(256);
    }
}
