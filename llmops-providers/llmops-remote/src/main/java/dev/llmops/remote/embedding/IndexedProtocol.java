package dev.llmops.remote.embedding;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.embedding.EmbeddingRequest;
import dev.llmops.remote.wire.Framing;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.WireRequest;
import java.util.function.BiConsumer;

/** OpenAI's format of embeddings, {@code {model, input[]}}, which other providers extend. */
public final class IndexedProtocol implements EmbeddingProtocol {
    private final String path;
    private final String model;
    private final String dimensionsName;
    private final BiConsumer<EmbeddingRequest, ObjectNode> rest;

    /**
     * Creates a format.
     *
     * @param path what to append to the base address
     * @param model the model to name
     * @param dimensionsName the member that says how long vectors shall be
     * @param rest adds what else the provider takes
     */
    public IndexedProtocol(
            String path, String model, String dimensionsName, BiConsumer<EmbeddingRequest, ObjectNode> rest) {
        this.path = path;
        this.model = model;
        this.dimensionsName = dimensionsName;
        this.rest = rest;
    }

    @Override
    public WireRequest encode(EmbeddingRequest request) {
        ObjectNode body = Json.object().put("model", model);
        request.texts().forEach(body.putArray("input")::add);
        if (request.dimensions() > 0) {
            body.put(dimensionsName, request.dimensions());
        }
        rest.accept(request, body);
        return new WireRequest(path, body, Framing.WHOLE);
    }

    @Override
    public Embedded decode(VectorAnswer answer) {
        return IndexedVectors.read(answer);
    }
}
