package dev.llmops.remote.ollama;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.embedding.EmbeddingRequest;
import dev.llmops.remote.embedding.Embedded;
import dev.llmops.remote.embedding.EmbeddingProtocol;
import dev.llmops.remote.embedding.VectorAnswer;
import dev.llmops.remote.wire.Framing;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.WireRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Ollama's format of embeddings. */
final class OllamaEmbeddingProtocol implements EmbeddingProtocol {
    private final String model;
    private final @Nullable Boolean truncating;
    private final @Nullable Duration keepAlive;

    OllamaEmbeddingProtocol(String model, @Nullable Boolean truncating, @Nullable Duration keepAlive) {
        this.model = model;
        this.truncating = truncating;
        this.keepAlive = keepAlive;
    }

    @Override
    public WireRequest encode(EmbeddingRequest request) {
        ObjectNode body = Json.object().put("model", model);
        request.texts().forEach(body.putArray("input")::add);
        if (request.dimensions() > 0) {
            body.put("dimensions", request.dimensions());
        }
        if (truncating != null) {
            body.put("truncate", truncating);
        }
        if (keepAlive != null) {
            body.put("keep_alive", keepAlive.toMillis() + "ms");
        }
        return new WireRequest("/api/embed", body, Framing.WHOLE);
    }

    @Override
    public Embedded decode(VectorAnswer answer) {
        return new Embedded(
                answer.vectors(answer.json().path("embeddings")),
                Json.text(answer.json(), "model"),
                VectorAnswer.usage(Json.count(answer.json(), "prompt_eval_count"), Json.object()));
    }
}
