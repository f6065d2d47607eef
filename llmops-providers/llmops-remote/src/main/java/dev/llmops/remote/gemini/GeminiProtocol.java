package dev.llmops.remote.gemini;

import dev.llmops.api.model.ModelRequest;
import dev.llmops.remote.wire.AnswerReader;
import dev.llmops.remote.wire.Encoding;
import dev.llmops.remote.wire.Framing;
import dev.llmops.remote.wire.ModelProtocol;
import dev.llmops.remote.wire.ResponseAssembly;
import dev.llmops.remote.wire.WireRequest;

/** Content generation as Gemini defined it. Safe for concurrent use. */
final class GeminiProtocol implements ModelProtocol {
    private final GeminiPlace place;

    GeminiProtocol(GeminiPlace place) {
        this.place = place;
    }

    @Override
    public WireRequest encode(ModelRequest request, Encoding encoding) {
        return new WireRequest(
                path(encoding),
                new GeminiEncoder(place, encoding).encode(request),
                encoding.isStreaming() ? place.stream() : Framing.WHOLE);
    }

    private String path(Encoding encoding) {
        if (!encoding.isStreaming()) {
            return place.path(encoding.model(), "generateContent");
        }
        String path = place.path(encoding.model(), "streamGenerateContent");
        return place.stream() == Framing.SSE ? path + "?alt=sse" : path;
    }

    @Override
    public AnswerReader reader(ModelRequest request, ResponseAssembly assembly) {
        return new GeminiReader(place.provider(), request.messages().size(), assembly);
    }
}
