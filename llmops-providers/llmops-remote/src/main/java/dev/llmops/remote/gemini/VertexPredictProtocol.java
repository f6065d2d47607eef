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
import dev.llmops.remote.wire.WireRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Vertex's older format of embeddings, {@code predict}. */
final class VertexPredictProtocol implements EmbeddingProtocol {
    private final String path;
    private final EmbeddingTask task;

    VertexPredictProtocol(String path, EmbeddingTask task) {
        this.path = path;
        this.task = task;
    }

    @Override
    public WireRequest encode(EmbeddingRequest request) {
        ObjectNode body = Json.object();
        ArrayNode instances = body.putArray("instances");
        request.texts()
                .forEach(text -> task.add(
                        instances.addObject().put("content", task.text(text, request.purpose())),
                        "task_type",
                        request.purpose()));
        if (request.dimensions() > 0) {
            body.putObject("parameters").put("outputDimensionality", request.dimensions());
        }
        return new WireRequest(path + ":predict", body, Framing.WHOLE);
    }

    @Override
    public Embedded decode(VectorAnswer answer) {
        List<float[]> vectors = new ArrayList<>();
        boolean counted = true;
        long tokens = 0;
        for (JsonNode prediction : answer.json().path("predictions")) {
            JsonNode embedding = prediction.path("embeddings");
            vectors.add(answer.vector(embedding.path("values")));
            OptionalLong count = Json.count(embedding.path("statistics"), "token_count");
            counted &= count.isPresent();
            tokens += count.orElse(0);
        }
        OptionalLong told = counted ? OptionalLong.of(tokens) : OptionalLong.empty();
        return new Embedded(vectors, "", VectorAnswer.usage(told, answer.json().path("metadata")));
    }
}
