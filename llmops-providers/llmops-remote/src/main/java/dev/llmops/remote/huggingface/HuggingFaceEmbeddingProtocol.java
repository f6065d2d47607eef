package dev.llmops.remote.huggingface;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.embedding.EmbeddingRequest;
import dev.llmops.api.embedding.EmbeddingRequest.Purpose;
import dev.llmops.remote.embedding.Embedded;
import dev.llmops.remote.embedding.EmbeddingProtocol;
import dev.llmops.remote.embedding.VectorAnswer;
import dev.llmops.remote.wire.Framing;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.WireRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The format of Text Embeddings Inference, which Hugging Face itself has too. */
final class HuggingFaceEmbeddingProtocol implements EmbeddingProtocol {
    private static final String TOKENS_HEADER = "x-compute-tokens";

    private final String path;
    private final @Nullable Boolean normalizing;
    private final @Nullable Boolean truncating;
    private final Map<Purpose, String> promptNames;

    HuggingFaceEmbeddingProtocol(
            String path,
            @Nullable Boolean normalizing,
            @Nullable Boolean truncating,
            Map<Purpose, String> promptNames) {
        this.path = path;
        this.normalizing = normalizing;
        this.truncating = truncating;
        this.promptNames = Map.copyOf(promptNames);
    }

    @Override
    public WireRequest encode(EmbeddingRequest request) {
        ObjectNode body = Json.object();
        request.texts().forEach(body.putArray("inputs")::add);
        if (request.dimensions() > 0) {
            body.put("dimensions", request.dimensions());
        }
        if (normalizing != null) {
            body.put("normalize", normalizing);
        }
        if (truncating != null) {
            body.put("truncate", truncating);
        }
        String prompt = promptNames.get(request.purpose());
        if (prompt != null) {
            body.put("prompt_name", prompt);
        }
        return new WireRequest(path, body, Framing.WHOLE);
    }

    @Override
    public Embedded decode(VectorAnswer answer) {
        return new Embedded(
                answer.vectors(answer.json()), "", VectorAnswer.usage(answer.number(TOKENS_HEADER), Json.object()));
    }
}
