package dev.llmops.remote.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.embedding.Reranker.Ranked;
import dev.llmops.remote.rerank.RankedList;
import dev.llmops.remote.rerank.RerankProtocol;
import dev.llmops.remote.wire.Framing;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.WireRequest;
import java.util.List;

/** The formats of judging texts that servers of open models have. */
final class CompatibleRerankProtocol implements RerankProtocol {
    private final String model;
    private final CompatibleReranker.Form form;

    CompatibleRerankProtocol(String model, CompatibleReranker.Form form) {
        this.model = model;
        this.form = form;
    }

    @Override
    public WireRequest encode(String query, List<String> texts, int most) {
        ObjectNode body = Json.object().put("query", query);
        if (form == CompatibleReranker.Form.TEXTS) {
            texts.forEach(body.putArray("texts")::add);
        } else {
            body.put("model", model);
            texts.forEach(body.putArray("documents")::add);
            if (most > 0) {
                body.put("top_n", most);
            }
        }
        return new WireRequest("/rerank", body, Framing.WHOLE);
    }

    @Override
    public List<Ranked> decode(JsonNode answer) {
        return RankedList.read(answer);
    }
}
