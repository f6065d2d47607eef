package dev.llmops.remote.embedding;

import dev.llmops.api.embedding.EmbeddingRequest;
import dev.llmops.api.embedding.EmbeddingRequest.Purpose;
import dev.llmops.remote.wire.RawMembers;
import java.util.List;
import java.util.Map;

/**
 * What a client does to every request.
 *
 * @param limits how much one request may hold
 * @param dimensions how long vectors shall be where a request does not say; 0 leaves it to the model
 * @param prefixes what to put before texts of a purpose
 * @param members members to set by name
 */
record EmbeddingDefaults(BatchLimits limits, int dimensions, Map<Purpose, String> prefixes, RawMembers members) {
    /** Copies the prefixes. */
    EmbeddingDefaults {
        prefixes = Map.copyOf(prefixes);
    }

    /** {@return the request as it is sent to the model, still in one} */
    EmbeddingRequest applied(EmbeddingRequest request) {
        String prefix = prefixes.getOrDefault(request.purpose(), "");
        List<String> texts = prefix.isEmpty()
                ? request.texts()
                : request.texts().stream().map(prefix::concat).toList();
        return new EmbeddingRequest(
                texts, request.purpose(), request.dimensions() == 0 ? dimensions : request.dimensions());
    }
}
