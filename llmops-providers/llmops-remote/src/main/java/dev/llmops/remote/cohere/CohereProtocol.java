package dev.llmops.remote.cohere;

import dev.llmops.api.grounding.Passage;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.remote.wire.AnswerReader;
import dev.llmops.remote.wire.Encoding;
import dev.llmops.remote.wire.Framing;
import dev.llmops.remote.wire.ModelProtocol;
import dev.llmops.remote.wire.ResponseAssembly;
import dev.llmops.remote.wire.WireRequest;
import java.util.List;

/** The second version of Cohere's chat. Safe for concurrent use. */
final class CohereProtocol implements ModelProtocol {
    private static final String PATH = "/v2/chat";

    @Override
    public WireRequest encode(ModelRequest request, Encoding encoding) {
        return new WireRequest(
                PATH,
                new CohereEncoder(encoding).encode(request),
                encoding.isStreaming() ? Framing.SSE : Framing.WHOLE);
    }

    @Override
    public AnswerReader reader(ModelRequest request, ResponseAssembly assembly) {
        List<Passage> documents = CohereOptions.of(request.options()).sendsPassages() ? request.passages() : List.of();
        return new CohereReader(assembly, new CohereCitations(documents, assembly));
    }
}
