package dev.llmops.remote.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.remote.wire.AnswerReader;
import dev.llmops.remote.wire.Encoding;
import dev.llmops.remote.wire.Framing;
import dev.llmops.remote.wire.ModelProtocol;
import dev.llmops.remote.wire.ResponseAssembly;
import dev.llmops.remote.wire.WireRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/** The messages API of Anthropic. Safe for concurrent use. */
final class AnthropicProtocol implements ModelProtocol {
    static final String PATH = "/v1/messages";

    private static final String VERSION = "2023-06-01";

    @Override
    public WireRequest encode(ModelRequest request, Encoding encoding) {
        AnthropicEncoder encoder = new AnthropicEncoder(encoding, request.options());
        ObjectNode body = encoder.encode(request);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("anthropic-version", VERSION);
        if (!encoder.betas().isEmpty()) {
            headers.put("anthropic-beta", String.join(",", encoder.betas()));
        }
        return new WireRequest(PATH, body, headers, encoding.isStreaming() ? Framing.SSE : Framing.WHOLE);
    }

    @Override
    public AnswerReader reader(ModelRequest request, ResponseAssembly assembly) {
        return new AnthropicReader(assembly, new AnthropicCitations(request.passages()));
    }
}
