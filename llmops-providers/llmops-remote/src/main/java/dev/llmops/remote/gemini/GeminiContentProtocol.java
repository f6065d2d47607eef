package dev.llmops.remote.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.embedding.EmbeddingRequest;
import dev.llmops.remote.embedding.Embedded;
import dev.llmops.remote.embedding.EmbeddingProtocol;
import dev.llmops.remote.embedding.VectorAnswer;
import dev.llmops.remote.wire.Framing;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.WireRequest;
import java.util.List;

/** Google's format {@code embedContent}, which takes one text at a time. */
final class GeminiContentProtocol implements EmbeddingProtocol {
    private final String path;
    private final EmbeddingTask task;

    /** Creates the format for the model at {@code path}. */
    GeminiContentProtocol(String path, EmbeddingTask task) {
        this.path = path;
        this.task = task;
    }

    @Override
    public WireRequest encode(EmbeddingRequest request) {
        if (request.texts().size() != 1) {
            throw new IllegalStateException("one text at a time");
        }
        ObjectNode body = content(request.texts().get(0), request, task);
        return new WireRequest(path + ":embedContent", body, Framing.WHOLE);
    }

    /** {@return one text with what is wanted of it} */
    static ObjectNode content(String text, EmbeddingRequest request, EmbeddingTask task) {
        ObjectNode body = Json.object();
        body.putObject("content").putArray("parts").addObject().put("text", task.text(text, request.purpose()));
        task.add(body, "taskType", request.purpose());
        if (request.dimensions() > 0) {
            body.put("outputDimensionality", request.dimensions());
        }
        return body;
    }

    @Override
    public Embedded decode(VectorAnswer answer) {
        JsonNode usage = answer.json().path("usageMetadata");
        return new Embedded(
                List.of(answer.vector(answer.json().path("embedding").path("values"))),
                "",
                VectorAnswer.usage(Json.count(usage, "promptTokenCount"), usage));
    }
}
