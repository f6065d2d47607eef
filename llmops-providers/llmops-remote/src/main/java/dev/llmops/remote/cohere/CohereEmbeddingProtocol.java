package dev.llmops.remote.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.embedding.EmbeddingRequest;
import dev.llmops.api.embedding.EmbeddingRequest.Purpose;
import dev.llmops.remote.embedding.Embedded;
import dev.llmops.remote.embedding.EmbeddingProtocol;
import dev.llmops.remote.embedding.VectorAnswer;
import dev.llmops.remote.wire.Framing;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.WireRequest;
import org.jspecify.annotations.Nullable;

/** Cohere's format of embeddings, version 2. */
final class CohereEmbeddingProtocol implements EmbeddingProtocol {
    private final String model;
    private final boolean packed;
    private final CohereEmbeddingClient.@Nullable Truncation truncation;
    private final int maxTokens;

    CohereEmbeddingProtocol(
            String model, boolean packed, CohereEmbeddingClient.@Nullable Truncation truncation, int maxTokens) {
        this.model = model;
        this.packed = packed;
        this.truncation = truncation;
        this.maxTokens = maxTokens;
    }

    @Override
    public WireRequest encode(EmbeddingRequest request) {
        ObjectNode body = Json.object().put("model", model).put("input_type", inputType(request.purpose()));
        request.texts().forEach(body.putArray("texts")::add);
        body.putArray("embedding_types").add(packed ? "base64" : "float");
        if (request.dimensions() > 0) {
            body.put("output_dimension", request.dimensions());
        }
        if (truncation != null) {
            body.put("truncate", truncation.name());
        }
        if (maxTokens > 0) {
            body.put("max_tokens", maxTokens);
        }
        return new WireRequest("/v2/embed", body, Framing.WHOLE);
    }

    static String inputType(Purpose purpose) {
        return switch (purpose) {
            case QUERY -> "search_query";
            case DOCUMENT -> "search_document";
            case CLASSIFICATION -> "classification";
            case SIMILARITY, CLUSTERING -> "clustering";
        };
    }

    @Override
    public Embedded decode(VectorAnswer answer) {
        JsonNode embeddings = answer.json().path("embeddings");
        JsonNode billed = answer.json().path("meta").path("billed_units");
        return new Embedded(
                answer.vectors(list(embeddings)), "", VectorAnswer.usage(Json.count(billed, "input_tokens"), billed));
    }

    /** Older models and gateways give the list without saying its type. */
    private static JsonNode list(JsonNode embeddings) {
        if (embeddings.isArray()) {
            return embeddings;
        }
        return embeddings.has("float") ? embeddings.path("float") : embeddings.path("base64");
    }
}
