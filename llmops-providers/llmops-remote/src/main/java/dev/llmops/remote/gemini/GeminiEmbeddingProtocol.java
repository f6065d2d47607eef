package dev.llmops.remote.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.embedding.EmbeddingRequest;
import dev.llmops.remote.embedding.Embedded;
import dev.llmops.remote.embedding.EmbeddingProtocol;
import dev.llmops.remote.embedding.VectorAnswer;
import dev.llmops.remote.wire.Framing;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.PathSegment;
import dev.llmops.remote.wire.WireRequest;

/** The format of embeddings of the Gemini API: many texts at once, or one. */
final class GeminiEmbeddingProtocol implements EmbeddingProtocol {
    private final String path;
    private final String name;
    private final EmbeddingTask task;
    private final boolean single;

    GeminiEmbeddingProtocol(String model, EmbeddingTask task, boolean single) {
        this.path = "/models/" + PathSegment.of(model, "model");
        this.name = "models/" + model;
        this.task = task;
        this.single = single;
    }

    @Override
    public WireRequest encode(EmbeddingRequest request) {
        if (single) {
            return new GeminiContentProtocol(path, task).encode(request);
        }
        ObjectNode body = Json.object();
        ArrayNode requests = body.putArray("requests");
        request.texts()
                .forEach(text -> requests.add(
                        GeminiContentProtocol.content(text, request, task).put("model", name)));
        return new WireRequest(path + ":batchEmbedContents", body, Framing.WHOLE);
    }

    @Override
    public Embedded decode(VectorAnswer answer) {
        if (single) {
            return new GeminiContentProtocol(path, task).decode(answer);
        }
        JsonNode usage = answer.json().path("usageMetadata");
        return new Embedded(
                answer.vectors(answer.json().path("embeddings"), "values"),
                "",
                VectorAnswer.usage(Json.count(usage, "promptTokenCount"), usage));
    }
}
