package dev.llmops.remote.cohere;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.CallControl;
import dev.llmops.api.embedding.Reranker;
import dev.llmops.remote.Connection;
import dev.llmops.remote.http.Replay;
import dev.llmops.remote.rerank.ReplayedRerankerContract;
import dev.llmops.remote.wire.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class CohereRerankerTest extends ReplayedRerankerContract {
    @Override
    protected Reranker reranker(Connection connection) {
        return CohereReranker.builder("rerank-v3.5")
                .connection(connection)
                .textsPerRequest(2)
                .build();
    }

    @Override
    protected JsonNode textsIn(JsonNode body) {
        return body.path("documents");
    }

    @Override
    protected String answer(List<Reranker.Ranked> results) {
        return "{\"id\":\"r1\",\"results\":" + results(results, "relevance_score") + "}";
    }

    @Test
    void writesTheRequest() {
        Replay replay = Replay.of(
                "application/json", answer(List.of(new Reranker.Ranked(1, 0.5), new Reranker.Ranked(0, 0.7))));
        Reranker reranker = CohereReranker.builder("rerank-v3.5")
                .most(1)
                .maxTokensPerText(512)
                .connection(connection(replay))
                .build();

        List<Reranker.Ranked> ranked = reranker.rerank("q", List.of("a", "b"), CallControl.detached());

        assertThat(Json.read(replay.sent().get(0).body())).isEqualTo(Json.read("""
                {"model":"rerank-v3.5","query":"q","documents":["a","b"],"top_n":1,"max_tokens_per_doc":512}"""));
        assertThat(replay.sent().get(0).uri().getPath()).isEqualTo("/v2/rerank");
        assertThat(ranked).containsExactly(new Reranker.Ranked(0, 0.7));
    }
}
