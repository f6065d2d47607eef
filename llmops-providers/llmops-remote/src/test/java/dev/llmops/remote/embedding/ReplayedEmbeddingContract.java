package dev.llmops.remote.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.CallControl;
import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.api.embedding.EmbeddingRequest;
import dev.llmops.api.embedding.EmbeddingRequest.Purpose;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.ProviderException;
import dev.llmops.api.model.RateLimitedException;
import dev.llmops.remote.Connection;
import dev.llmops.remote.http.Replay;
import dev.llmops.remote.http.Replay.Sent;
import dev.llmops.remote.wire.Json;
import dev.llmops.testing.EmbeddingClientContract;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every embedding client of this module must do, shown with a provider in memory that speaks its format. */
public abstract class ReplayedEmbeddingContract extends EmbeddingClientContract {
    /** The key that all clients are given. */
    protected static final String KEY = "test-key-7f3a";

    private static final int DIMENSIONS = 8;

    /** {@return a client of a model that nothing is known about} */
    protected abstract EmbeddingClient client(Connection connection);

    /** {@return the texts in a request body} */
    protected abstract List<String> textsIn(JsonNode body);

    /** {@return an answer with vectors, each given as a JSON array} */
    protected abstract String answer(List<String> vectors);

    @Override
    protected EmbeddingClient client() {
        return client(connection(Replay.answering(this::reply)));
    }

    /** {@return a connection to a provider in memory} */
    protected static Connection connection(Replay replay) {
        return Connection.builder().key(KEY).transport(replay.transport()).build();
    }

    /** {@return what is sent for one text} */
    protected Sent sent(EmbeddingRequest request) {
        Replay replay = Replay.answering(this::reply);
        client(connection(replay)).embed(request, CallControl.detached());
        return replay.sent().get(0);
    }

    /** {@return the body that {@code json} is} */
    protected static JsonNode json(String json) {
        return Json.read(json);
    }

    /** {@return the texts in a list of a body} */
    protected static List<String> list(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** {@return one text for a query} */
    protected static EmbeddingRequest query(String text) {
        return EmbeddingRequest.of(text, Purpose.QUERY);
    }

    private String reply(Sent sent) {
        return answer(textsIn(Json.read(sent.body())).stream()
                .map(ReplayedEmbeddingContract::vector)
                .toList());
    }

    /** {@return a vector that is the same for the same text} */
    protected static String vector(String text) {
        Random random = new Random(text.hashCode());
        double[] vector = new double[DIMENSIONS];
        Arrays.setAll(vector, i -> random.nextGaussian());
        return Arrays.toString(vector);
    }

    @Test
    void sendsTheKeyInAHeaderOnly() {
        Sent sent = sent(query("x"));

        assertThat(sent.headers().values()).anyMatch(value -> value.contains(KEY));
        assertThat(sent.uri().toString()).doesNotContain(KEY);
        assertThat(client(Connection.builder().key(KEY).build()).toString()).doesNotContain(KEY);
    }

    @Test
    void tellsWhyItWasRefused() {
        byte[] body = "{\"error\":{\"message\":\"slow down\"}}".getBytes(StandardCharsets.UTF_8);
        EmbeddingClient client = client(connection(Replay.of(429, Map.of("retry-after", "3"), body, 97)));

        assertThatThrownBy(() -> client.embed(query("x"), CallControl.detached()))
                .isInstanceOfSatisfying(
                        RateLimitedException.class,
                        e -> assertThat(e.retryAfter().orElseThrow()).hasSeconds(3));
    }

    @Test
    void refusesAnAnswerWithTooManyVectors() {
        List<String> vectors = List.of(vector("x"), vector("y"), vector("z"));
        EmbeddingClient client = client(connection(Replay.of("application/json", answer(vectors))));

        assertMalformed(client, EmbeddingRequest.of(List.of("x", "y"), Purpose.QUERY));
    }

    @Test
    void refusesVectorsWithPlacesThatAreNoNumbers() {
        EmbeddingClient client = client(connection(Replay.of("application/json", answer(List.of("[1.5, null]")))));

        assertMalformed(client, query("x"));
    }

    @Test
    void refusesEmptyVectors() {
        EmbeddingClient client = client(connection(Replay.of("application/json", answer(List.of("[]")))));

        assertMalformed(client, query("x"));
    }

    @Test
    void refusesWhatIsNoAnswer() {
        for (String body : List.of("", "{}", "[]", "null", "<html>Bad gateway</html>", "{\"data\":[{}]}", "[[]]")) {
            assertMalformed(client(connection(Replay.of("application/json", body))), query("x"));
        }
    }

    @Test
    void refusesAnAnswerThatIsCutAnywhere() {
        String whole = answer(List.of("[0.5,-0.25]"));
        client(connection(Replay.of("application/json", whole))).embed(query("x"), CallControl.detached());

        for (int length = 0; length < whole.length(); length++) {
            assertMalformed(client(connection(Replay.of("application/json", whole.substring(0, length)))), query("x"));
        }
    }

    private static void assertMalformed(EmbeddingClient client, EmbeddingRequest request) {
        assertThatThrownBy(() -> client.embed(request, CallControl.detached()))
                .isInstanceOfSatisfying(
                        ProviderException.class, e -> assertThat(e.errorClass()).isEqualTo(ErrorClass.MALFORMED));
    }
}
