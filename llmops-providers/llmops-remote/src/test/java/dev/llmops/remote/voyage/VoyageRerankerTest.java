package dev.llmops.remote.voyage;

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

class VoyageRerankerTest extends ReplayedRerankerContract {
    @Override
    protected Reranker reranker(Connection connection) {
        return VoyageReranker.builder("rerank-2.5")
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
        return "{\"object\":\"list\",\"data\":" + results(results, "relevance_score") + "}";
    }

    @Test
    void writesTheRequest() {
        Replay replay = Replay.of(
                "application/json", answer(List.of(new Reranker.Ranked(1, 0.5), new Reranker.Ranked(0, 0.7))));
        Reranker reranker = VoyageReranker.builder("rerank-2.5")
                .most(1)
                .truncating(false)
                .connection(connection(replay))
                .build();

        List<Reranker.Ranked> ranked = reranker.rerank("q", List.of("a", "b"), CallControl.detached());

        assertThat(Json.read(replay.sent().get(0).body())).isEqualTo(Json.read("""
                {"model":"rerank-2.5","query":"q","documents":["a","b"],"top_k":1,"truncation":false}"""));
        assertThat(replay.sent().get(0).uri().getPath()).isEqualTo("/v1/rerank");
        assertThat(ranked).containsExactly(new Reranker.Ranked(0, 0.7));
    }
}
