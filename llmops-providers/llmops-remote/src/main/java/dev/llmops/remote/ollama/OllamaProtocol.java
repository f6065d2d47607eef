package dev.llmops.remote.ollama;

import dev.llmops.api.model.ModelRequest;
import dev.llmops.remote.wire.AnswerReader;
import dev.llmops.remote.wire.Encoding;
import dev.llmops.remote.wire.Framing;
import dev.llmops.remote.wire.ModelProtocol;
import dev.llmops.remote.wire.ResponseAssembly;
import dev.llmops.remote.wire.WireRequest;

/** The chat of Ollama's own format. Safe for concurrent use. */
final class OllamaProtocol implements ModelProtocol {
    private static final String PATH = "/api/chat";

    @Override
    public WireRequest encode(ModelRequest request, Encoding encoding) {
        return new WireRequest(
                PATH,
                new OllamaEncoder(encoding).encode(request),
                encoding.isStreaming() ? Framing.NDJSON : Framing.WHOLE);
    }

    @Override
    public AnswerReader reader(ModelRequest request, ResponseAssembly assembly) {
        return new OllamaReader(request, assembly);
    }
}
