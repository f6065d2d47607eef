package dev.llmops.remote.chat;

import dev.llmops.api.model.ModelRequest;
import dev.llmops.remote.wire.AnswerReader;
import dev.llmops.remote.wire.Encoding;
import dev.llmops.remote.wire.Framing;
import dev.llmops.remote.wire.ModelProtocol;
import dev.llmops.remote.wire.ResponseAssembly;
import dev.llmops.remote.wire.WireRequest;

/** Chat completions as OpenAI defined them, in one of their dialects. Safe for concurrent use. */
public final class ChatProtocol implements ModelProtocol {
    private final ChatDialect dialect;

    /** Creates the protocol of a dialect. */
    public ChatProtocol(ChatDialect dialect) {
        this.dialect = dialect;
    }

    @Override
    public WireRequest encode(ModelRequest request, Encoding encoding) {
        return new WireRequest(
                dialect.path(),
                new ChatEncoder(dialect, encoding).encode(request),
                encoding.isStreaming() ? Framing.SSE : Framing.WHOLE);
    }

    @Override
    public AnswerReader reader(ModelRequest request, ResponseAssembly assembly) {
        return new ChatReader(dialect, assembly);
    }
}
