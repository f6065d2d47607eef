package dev.llmops.remote.rerank;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.embedding.Reranker.Ranked;
import dev.llmops.remote.wire.WireRequest;
import java.util.List;

/** One wire format of judging texts. Safe for concurrent use. */
public interface RerankProtocol {
    /**
     * {@return a request in the words of the provider}
     *
     * @param query what is looked for
     * @param texts at least one, and no more than one request may have
     * @param most how many of the best are wanted; 0 for all
     */
    WireRequest encode(String query, List<String> texts, int most);

    /**
     * {@return the judged texts of an answer, in any order, not yet checked}
     *
     * @throws dev.llmops.remote.wire.MalformedAnswerException if there are none
     */
    List<Ranked> decode(JsonNode answer);
}
