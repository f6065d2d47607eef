package dev.llmops.remote.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.embedding.Reranker.Ranked;
import dev.llmops.remote.rerank.RankedList;
import dev.llmops.remote.rerank.RerankProtocol;
import dev.llmops.remote.wire.Framing;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.WireRequest;
import java.util.List;

/** Cohere's format of judging texts, version 2. */
final class CohereRerankProtocol implements RerankProtocol {
    private final String model;
    private final int maxTokensPerText;

    CohereRerankProtocol(String model, int maxTokensPerText) {
        this.model = model;
        this.maxTokensPerText = maxTokensPerText;
    }

    @Override
    public WireRequest encode(String query, List<String> texts, int most) {
        ObjectNode body = Json.object().put("model", model).put("query", query);
        texts.forEach(body.putArray("documents")::add);
        if (most > 0) {
            body.put("top_n", most);
        }
        if (maxTokensPerText > 0) {
            body.put("max_tokens_per_doc", maxTokensPerText);
        }
        return new WireRequest("/v2/rerank", body, Framing.WHOLE);
    }

    @Override
    public List<Ranked> decode(JsonNode answer) {
        return RankedList.read(answer);
    }
}
