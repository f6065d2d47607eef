package dev.llmops.remote.bedrock;

import dev.llmops.api.model.ModelRequest;
import dev.llmops.remote.wire.AnswerReader;
import dev.llmops.remote.wire.Encoding;
import dev.llmops.remote.wire.Framing;
import dev.llmops.remote.wire.ModelProtocol;
import dev.llmops.remote.wire.ResponseAssembly;
import dev.llmops.remote.wire.WireRequest;

/** The Converse API of Bedrock. Safe for concurrent use. */
final class BedrockProtocol implements ModelProtocol {
    @Override
    public WireRequest encode(ModelRequest request, Encoding encoding) {
        String operation = encoding.isStreaming() ? "/converse-stream" : "/converse";
        return new WireRequest(
                path(encoding.model(), operation),
                new BedrockEncoder(encoding, request.options()).encode(request),
                encoding.isStreaming() ? Framing.EVENT_STREAM : Framing.WHOLE);
    }

    static String path(String model, String operation) {
        return "/model/" + new ModelId(model).escaped() + operation;
    }

    @Override
    public AnswerReader reader(ModelRequest request, ResponseAssembly assembly) {
        return new BedrockReader(assembly);
    }
}
