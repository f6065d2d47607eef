package dev.llmops.remote.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.CallControl;
import dev.llmops.api.ConfigurationException;
import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.api.embedding.EmbeddingRequest;
import dev.llmops.api.embedding.EmbeddingRequest.Purpose;
import dev.llmops.api.embedding.EmbeddingResponse;
import dev.llmops.api.model.UnsupportedCapabilityException;
import dev.llmops.remote.Connection;
import dev.llmops.remote.embedding.ReplayedEmbeddingContract;
import dev.llmops.remote.http.Replay;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BedrockTitanEmbeddingTest extends ReplayedEmbeddingContract {
    @Override
    protected EmbeddingClient client(Connection connection) {
        return BedrockEmbeddingClient.builder("amazon.test-embed:0")
                .region("us-east-1")
                .connection(connection)
                .build();
    }

    @Override
    protected List<String> textsIn(JsonNode body) {
        return List.of(body.path("inputText").asText());
    }

    @Override
    protected String answer(List<String> vectors) {
        return "{\"embedding\":" + (vectors.size() == 1 ? vectors.get(0) : vectors) + ",\"inputTextTokenCount\":4}";
    }

    @Test
    void writesTheRequest() {
        Replay.Sent sent = sent(new EmbeddingRequest(List.of("a"), Purpose.QUERY, 8));

        assertThat(sent.uri())
                .hasToString("https://bedrock-runtime.us-east-1.amazonaws.com/model/amazon.test-embed%3A0/invoke");
        assertThat(json(sent.body())).isEqualTo(json("{\"inputText\":\"a\",\"dimensions\":8}"));
    }

    @Test
    void signsTheRequestWithKeys() {
        Replay replay = Replay.of("application/json", answer(List.of("[1,2]")));
        EmbeddingClient client = BedrockEmbeddingClient.builder("amazon.titan-embed-text-v2:0")
                .region("us-east-1")
                .credentials(AwsCredentials.of("AKIDEXAMPLE", "example-secret-not-a-key"))
                .connection(Connection.builder().transport(replay.transport()).build())
                .build();

        client.embed(query("x"), CallControl.detached());

        assertThat(replay.sent().get(0).headers().get("authorization"))
                .startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/")
                .contains("/us-east-1/bedrock/aws4_request")
                .doesNotContain("example-secret");
    }

    @Test
    void countsTokensByTheHeaderFirst() {
        byte[] body = answer(List.of("[1,2]")).getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = Map.of("x-amzn-bedrock-input-token-count", "9");

        EmbeddingResponse told =
                client(connection(Replay.of(200, headers, body, 97))).embed(query("x"), CallControl.detached());
        EmbeddingResponse untold =
                client(connection(Replay.of(200, Map.of(), body, 97))).embed(query("x"), CallControl.detached());

        assertThat(told.usage().inputTokens()).hasValue(9);
        assertThat(untold.usage().inputTokens()).hasValue(4);
    }

    @Test
    void refusesToShortenVectorsOfTheFirstTitan() {
        EmbeddingClient client = BedrockEmbeddingClient.builder("amazon.titan-embed-text-v1")
                .region("us-east-1")
                .build();

        assertThatThrownBy(() ->
                        client.embed(new EmbeddingRequest(List.of("x"), Purpose.QUERY, 256), CallControl.detached()))
                .isInstanceOf(UnsupportedCapabilityException.class);
    }

    @Test
    void asksForTheFormatOfAModelWhoseNameDoesNotTellIt() {
        BedrockEmbeddingClient.Builder builder = BedrockEmbeddingClient.builder(
                "arn:aws:bedrock:eu-west-1:123456789012:application-inference-profile/abc");

        assertThatThrownBy(builder::build)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("form");
        assertThat(builder.form(BedrockEmbeddingClient.Form.COHERE).build().toString())
                .contains("bedrock-runtime.eu-west-1.amazonaws.com");
    }
}
