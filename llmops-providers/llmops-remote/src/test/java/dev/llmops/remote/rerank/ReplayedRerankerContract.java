package dev.llmops.remote.rerank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.CallControl;
import dev.llmops.api.embedding.Reranker;
import dev.llmops.api.model.AuthenticationException;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.ProviderException;
import dev.llmops.remote.Connection;
import dev.llmops.remote.http.Replay;
import dev.llmops.remote.http.Replay.Sent;
import dev.llmops.remote.wire.Json;
import dev.llmops.testing.RerankerContract;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every reranker of this module must do, shown with a provider in memory that speaks its format. */
public abstract class ReplayedRerankerContract extends RerankerContract {
    /** The key that all rerankers are given. */
    protected static final String KEY = "test-key-7f3a";

    /** {@return a reranker that sends two texts at once at most} */
    protected abstract Reranker reranker(Connection connection);

    /** {@return the texts in a request body} */
    protected abstract JsonNode textsIn(JsonNode body);

    /** {@return an answer with results, each given as index and score} */
    protected abstract String answer(List<Reranker.Ranked> results);

    @Override
    protected Reranker reranker() {
        return reranker(connection(Replay.answering(this::reply)));
    }

    /** {@return a connection to a provider in memory} */
    protected static Connection connection(Replay replay) {
        return Connection.builder().key(KEY).transport(replay.transport()).build();
    }

    /** {@return results in the words of most servers} */
    protected static String results(List<Reranker.Ranked> results, String scoreName) {
        return results.stream()
                .map(each -> "{\"index\":" + each.index() + ",\"" + scoreName + "\":" + each.score() + "}")
                .toList()
                .toString();
    }

    private String reply(Sent sent) {
        JsonNode body = Json.read(sent.body());
        Set<String> wanted = words(body.path("query").asText());
        List<Reranker.Ranked> ranked = new ArrayList<>();
        for (JsonNode text : textsIn(body)) {
            Set<String> shared = words(text.asText());
            shared.retainAll(wanted);
            ranked.add(new Reranker.Ranked(ranked.size(), shared.size()));
        }
        return answer(ranked);
    }

    private static Set<String> words(String text) {
        return new HashSet<>(List.of(text.toLowerCase(Locale.ROOT).split("\\W+", -1)));
    }

    @Test
    void sendsTheKeyInAHeaderOnly() {
        Replay replay = Replay.answering(this::reply);

        reranker(connection(replay)).rerank("q", List.of("a"), CallControl.detached());

        assertThat(replay.sent().get(0).headers()).containsEntry("authorization", "Bearer " + KEY);
        assertThat(reranker(Connection.builder().key(KEY).build()).toString()).doesNotContain(KEY);
    }

    @Test
    void joinsWhatWasJudgedInParts() {
        Replay replay = Replay.answering(this::reply);

        List<Reranker.Ranked> ranked = reranker(connection(replay))
                .rerank("b c", List.of("a", "x b", "a", "b c", "a"), CallControl.detached());

        assertThat(replay.sent()).hasSize(3);
        assertThat(ranked).extracting(Reranker.Ranked::index).containsExactly(3, 1, 0, 2, 4);
    }

    @Test
    void tellsWhyItWasRefused() {
        byte[] body = "{\"message\":\"invalid api token\"}".getBytes(StandardCharsets.UTF_8);
        Reranker reranker = reranker(connection(Replay.of(401, Map.of(), body, 97)));

        assertThatThrownBy(() -> reranker.rerank("q", List.of("a"), CallControl.detached()))
                .isInstanceOf(AuthenticationException.class);
    }

    @Test
    void refusesWrongIndexes() {
        Reranker.Ranked first = new Reranker.Ranked(0, 1);

        assertMalformed(answer(List.of(first, first)));
        assertMalformed(answer(List.of(first, new Reranker.Ranked(2, 1))));
        assertMalformed(answer(List.of(first, new Reranker.Ranked(-1, 1))));
        assertMalformed(answer(List.of(first)));
        assertMalformed(answer(List.of(first, new Reranker.Ranked(1, Double.NaN))));
    }

    @Test
    void refusesWhatIsNoAnswer() {
        List.of("", "{}", "[]", "<html>", "{\"results\":[{}]}", "[{\"index\":0},{\"index\":1}]")
                .forEach(this::assertMalformed);
    }

    @Test
    void refusesAnAnswerThatIsCutAnywhere() {
        String whole = answer(List.of(new Reranker.Ranked(1, 0.5), new Reranker.Ranked(0, 0.25)));

        for (int length = 0; length < whole.length(); length++) {
            assertMalformed(whole.substring(0, length));
        }
    }

    private void assertMalformed(String answer) {
        Reranker reranker = reranker(connection(Replay.of("application/json", answer)));

        assertThatThrownBy(() -> reranker.rerank("q", List.of("a", "b"), CallControl.detached()))
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        e -> assertThat(e.errorClass()).as(answer).isEqualTo(ErrorClass.MALFORMED));
    }
}
