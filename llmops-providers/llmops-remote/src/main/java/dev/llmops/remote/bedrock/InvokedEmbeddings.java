package dev.llmops.remote.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.embedding.EmbeddingRequest;
import dev.llmops.api.model.UnsupportedCapabilityException;
import dev.llmops.remote.bedrock.BedrockEmbeddingClient.Form;
import dev.llmops.remote.bedrock.BedrockEmbeddingClient.Truncation;
import dev.llmops.remote.embedding.Embedded;
import dev.llmops.remote.embedding.EmbeddingProtocol;
import dev.llmops.remote.embedding.VectorAnswer;
import dev.llmops.remote.wire.Framing;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.WireRequest;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The formats of embedding models on Bedrock, whose makers each have their own. */
final class InvokedEmbeddings implements EmbeddingProtocol {
    private static final String TOKENS_HEADER = "x-amzn-bedrock-input-token-count";

    private final ModelId id;
    private final Form form;
    private final @Nullable Truncation truncation;

    InvokedEmbeddings(ModelId id, Form form, @Nullable Truncation truncation) {
        this.id = id;
        this.form = form;
        this.truncation = truncation;
    }

    @Override
    public WireRequest encode(EmbeddingRequest request) {
        ObjectNode body = switch (form) {
            case TITAN -> titan(request);
            case COHERE -> cohere(request);
            case NOVA -> nova(request);
        };
        return new WireRequest("/model/" + id.escaped() + "/invoke", body, Framing.WHOLE);
    }

    private ObjectNode titan(EmbeddingRequest request) {
        ObjectNode body = Json.object().put("inputText", request.texts().get(0));
        if (request.dimensions() > 0) {
            if (id.model().startsWith("amazon.titan-embed-text-v1")) {
                throw new UnsupportedCapabilityException(
                        id.text(), "vectors of another length", "Leave the dimensions out, or use a newer model.");
            }
            body.put("dimensions", request.dimensions());
        }
        return body;
    }

    private ObjectNode cohere(EmbeddingRequest request) {
        ObjectNode body = Json.object();
        request.texts().forEach(body.putArray("texts")::add);
        body.put(
                "input_type",
                switch (request.purpose()) {
                    case QUERY -> "search_query";
                    case DOCUMENT -> "search_document";
                    case CLASSIFICATION -> "classification";
                    case SIMILARITY, CLUSTERING -> "clustering";
                });
        if (request.dimensions() > 0) {
            body.put("output_dimension", request.dimensions());
        }
        if (truncation != null) {
            body.put("truncate", truncation.name());
        }
        return body;
    }

    private ObjectNode nova(EmbeddingRequest request) {
        ObjectNode body = Json.object().put("taskType", "SINGLE_EMBEDDING");
        ObjectNode parameters = body.putObject("singleEmbeddingParams").put("embeddingPurpose", novaPurpose(request));
        if (request.dimensions() > 0) {
            parameters.put("embeddingDimension", request.dimensions());
        }
        parameters
                .putObject("text")
                .put("truncationMode", (truncation == null ? Truncation.NONE : truncation).name())
                .put("value", request.texts().get(0));
        return body;
    }

    private static String novaPurpose(EmbeddingRequest request) {
        return switch (request.purpose()) {
            case QUERY -> "GENERIC_RETRIEVAL";
            case DOCUMENT -> "GENERIC_INDEX";
            case CLASSIFICATION -> "CLASSIFICATION";
            case SIMILARITY, CLUSTERING -> "CLUSTERING";
        };
    }

    @Override
    public Embedded decode(VectorAnswer answer) {
        OptionalLong told = answer.number(TOKENS_HEADER);
        OptionalLong tokens = told.isPresent() ? told : Json.count(answer.json(), "inputTextTokenCount");
        return new Embedded(vectors(answer), "", VectorAnswer.usage(tokens, Json.object()));
    }

    private List<float[]> vectors(VectorAnswer answer) {
        JsonNode embeddings = answer.json().path("embeddings");
        return switch (form) {
            case TITAN -> List.of(answer.vector(answer.json().path("embedding")));
            case COHERE -> answer.vectors(embeddings.isArray() ? embeddings : embeddings.path("float"));
            case NOVA -> answer.vectors(embeddings, "embedding");
        };
    }
}
