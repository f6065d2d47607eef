package dev.llmops.remote.voyage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.embedding.Reranker.Ranked;
import dev.llmops.remote.rerank.RankedList;
import dev.llmops.remote.rerank.RerankProtocol;
import dev.llmops.remote.wire.Framing;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.WireRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Voyage's format of judging texts. */
final class VoyageRerankProtocol implements RerankProtocol {
    private final String model;
    private final @Nullable Boolean truncating;

    VoyageRerankProtocol(String model, @Nullable Boolean truncating) {
        this.model = model;
        this.truncating = truncating;
    }

    @Override
    public WireRequest encode(String query, List<String> texts, int most) {
        ObjectNode body = Json.object().put("model", model).put("query", query);
        texts.forEach(body.putArray("documents")::add);
        if (most > 0) {
            body.put("top_k", most);
        }
        if (truncating != null) {
            body.put("truncation", truncating);
        }
        return new WireRequest("/rerank", body, Framing.WHOLE);
    }

    @Override
    public List<Ranked> decode(JsonNode answer) {
        return RankedList.read(answer);
    }
}
