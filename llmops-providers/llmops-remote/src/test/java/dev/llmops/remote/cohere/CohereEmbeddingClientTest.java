package dev.llmops.remote.cohere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.CallControl;
import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.api.embedding.EmbeddingRequest;
import dev.llmops.api.embedding.EmbeddingRequest.Purpose;
import dev.llmops.api.embedding.EmbeddingResponse;
import dev.llmops.remote.Connection;
import dev.llmops.remote.cohere.CohereEmbeddingClient.Truncation;
import dev.llmops.remote.embedding.ReplayedEmbeddingContract;
import dev.llmops.remote.http.Replay;
import dev.llmops.remote.http.Replay.Sent;
import dev.llmops.remote.wire.Json;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CohereEmbeddingClientTest extends ReplayedEmbeddingContract {
    @Override
    protected EmbeddingClient client(Connection connection) {
        return CohereEmbeddingClient.builder("test-model")
                .connection(connection)
                .build();
    }

    @Override
    protected List<String> textsIn(JsonNode body) {
        return list(body.path("texts"));
    }

    @Override
    protected String answer(List<String> vectors) {
        return "{\"embeddings\":{\"float\":["
                + vectors.stream().collect(Collectors.joining(","))
                + "]},\"meta\":{\"billed_units\":{\"input_tokens\":5,\"image_tokens\":0}}}";
    }

    @Test
    void writesTheRequest() {
        Sent sent = sentBy(
                CohereEmbeddingClient.builder("embed-v4.0")
                        .truncation(Truncation.END)
                        .maxTokens(500),
                new EmbeddingRequest(List.of("a"), Purpose.DOCUMENT, 256));

        assertThat(sent.uri().getPath()).isEqualTo("/v2/embed");
        assertThat(json(sent.body())).isEqualTo(json("""
                {"model":"embed-v4.0","input_type":"search_document","texts":["a"],"embedding_types":["float"],
                 "output_dimension":256,"truncate":"END","max_tokens":500}"""));
    }

    @Test
    void asksForBase64() {
        Sent sent = sentBy(CohereEmbeddingClient.builder("m").packed(), EmbeddingRequest.of("a", Purpose.SIMILARITY));

        assertThat(sent.uri().getPath()).isEqualTo("/v2/embed");
        assertThat(json(sent.body())).isEqualTo(json("""
                {"model":"m","input_type":"clustering","texts":["a"],"embedding_types":["base64"]}"""));
    }

    private static Sent sentBy(CohereEmbeddingClient.Builder builder, EmbeddingRequest request) {
        Replay replay = Replay.of("application/json", "{}");
        try (CohereEmbeddingClient client =
                builder.connection(connection(replay)).build()) {
            assertThatThrownBy(() -> client.embed(request, CallControl.detached()))
                    .isNotNull();
        }
        return replay.sent().get(0);
    }

    @Test
    void readsModelAndUsage() {
        EmbeddingResponse response = client().embed(query("x"), CallControl.detached());

        assertThat(response.model()).isEqualTo("");
        assertThat(response.usage().inputTokens()).hasValue(5);
    }

    @Test
    void readsVectorsOfEveryForm() {
        for (String embeddings : List.of("[[0.5,-1]]", "{\"float\":[[0.5,-1]]}", "{\"base64\":[\"AAAAPwAAgL8=\"]}")) {
            String answer = "{\"embeddings\":" + embeddings + "}";
            EmbeddingClient client = client(connection(Replay.of("application/json", answer)));

            assertThat(client.embed("x", Purpose.QUERY)).containsExactly(0.5f, -1f);
        }
    }

    @Test
    void sendsNoMoreThan96TextsAtOnce() {
        Replay replay = Replay.answering(sent -> answer(textsIn(Json.read(sent.body())).stream()
                .map(ReplayedEmbeddingContract::vector)
                .toList()));
        List<String> texts = IntStream.range(0, 200).mapToObj(i -> "text " + i).toList();

        EmbeddingResponse response =
                client(connection(replay)).embed(EmbeddingRequest.of(texts, Purpose.DOCUMENT), CallControl.detached());

        assertThat(replay.sent()).hasSize(3);
        assertThat(response.vectors()).hasSize(200);
        assertThat(response.usage().inputTokens()).hasValue(15);
    }
}
