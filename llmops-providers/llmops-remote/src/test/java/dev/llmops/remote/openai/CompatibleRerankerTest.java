package dev.llmops.remote.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.CallControl;
import dev.llmops.api.Locality;
import dev.llmops.api.embedding.Reranker;
import dev.llmops.remote.Connection;
import dev.llmops.remote.http.Replay;
import dev.llmops.remote.rerank.ReplayedRerankerContract;
import dev.llmops.remote.wire.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompatibleRerankerTest extends ReplayedRerankerContract {
    @Override
    protected Reranker reranker(Connection connection) {
        return CompatibleReranker.builder(CompatibleServer.VLLM, "bge-reranker")
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
        return "{\"results\":" + results(results, "relevance_score") + "}";
    }

    @Test
    void writesTheRequest() {
        Replay replay = Replay.of(
                "application/json", answer(List.of(new Reranker.Ranked(1, 0.5), new Reranker.Ranked(0, 0.7))));
        Reranker reranker = CompatibleReranker.builder(CompatibleServer.VLLM, "bge-reranker")
                .most(1)
                .connection(connection(replay))
                .build();

        List<Reranker.Ranked> ranked = reranker.rerank("q", List.of("a", "b"), CallControl.detached());

        assertThat(Json.read(replay.sent().get(0).body())).isEqualTo(Json.read("""
                {"model":"bge-reranker","query":"q","documents":["a","b"],"top_n":1}"""));
        assertThat(replay.sent().get(0).uri().getPath()).isEqualTo("/v1/rerank");
        assertThat(ranked).containsExactly(new Reranker.Ranked(0, 0.7));
    }

    @Test
    void asksInTheWordsOfTextEmbeddingsInference() {
        Replay replay = Replay.of("application/json", "[{\"index\":1,\"score\":0.9},{\"index\":0,\"score\":0.1}]");
        Reranker reranker = CompatibleReranker.builder(
                        CompatibleServer.of("tei", "http://localhost:8080"), "bge-reranker")
                .form(CompatibleReranker.Form.TEXTS)
                .connection(connection(replay))
                .build();

        List<Reranker.Ranked> ranked = reranker.rerank("q", List.of("a", "b"), CallControl.detached());

        assertThat(Json.read(replay.sent().get(0).body()))
                .isEqualTo(Json.read("{\"query\":\"q\",\"texts\":[\"a\",\"b\"]}"));
        assertThat(ranked).containsExactly(new Reranker.Ranked(1, 0.9), new Reranker.Ranked(0, 0.1));
        assertThat(reranker.locality()).isEqualTo(Locality.LOCAL);
    }
}
