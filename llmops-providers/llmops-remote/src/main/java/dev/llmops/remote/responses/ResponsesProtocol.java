package dev.llmops.remote.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.remote.wire.AnswerReader;
import dev.llmops.remote.wire.Encoding;
import dev.llmops.remote.wire.Framing;
import dev.llmops.remote.wire.ModelProtocol;
import dev.llmops.remote.wire.ResponseAssembly;
import dev.llmops.remote.wire.WireRequest;

/** The Responses format, in one of its dialects. Safe for concurrent use. */
public final class ResponsesProtocol implements ModelProtocol {
    private final ResponsesDialect dialect;

    /** Creates the protocol of a dialect. */
    public ResponsesProtocol(ResponsesDialect dialect) {
        this.dialect = dialect;
    }

    /**
     * {@inheritDoc}
     *
     * <p>A run in the background is followed as a stream, whatever was asked: its answer to anything else is that it
     * has not begun yet.
     */
    @Override
    public WireRequest encode(ModelRequest request, Encoding encoding) {
        ObjectNode body = new ResponsesEncoder(dialect, encoding).encode(request);
        boolean streaming = encoding.isStreaming() || body.path("background").asBoolean();
        if (streaming) {
            body.put("stream", true);
        }
        return new WireRequest(dialect.path(), body, streaming ? Framing.SSE : Framing.WHOLE);
    }

    @Override
    public AnswerReader reader(ModelRequest request, ResponseAssembly assembly) {
        Resumption resumption =
                new Resumption(dialect.path(), dialect.resumptions().applyAsInt(request.options()));
        return new ResponsesReader(new OutputItems(dialect.provider(), assembly), assembly, resumption);
    }
}
