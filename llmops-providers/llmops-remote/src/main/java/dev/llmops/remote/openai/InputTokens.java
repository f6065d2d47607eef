package dev.llmops.remote.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.CallControl;
import dev.llmops.api.Require;
import dev.llmops.api.model.ModelInfo;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.RequestTokenCounter;
import dev.llmops.api.model.TokenCounter;
import dev.llmops.remote.responses.ResponsesProtocol;
import dev.llmops.remote.wire.Encoding;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.JsonAnswer;
import dev.llmops.remote.wire.ProviderLink;
import dev.llmops.remote.wire.RemoteCall;
import java.util.List;
import java.util.OptionalInt;

/** Counts the tokens of requests by asking OpenAI. */
final class InputTokens implements RequestTokenCounter {
    /** What the counting takes; it fails with anything else. */
    private static final List<String> COUNTED = List.of(
            "model",
            "input",
            "instructions",
            "previous_response_id",
            "conversation",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "text",
            "reasoning",
            "truncation");

    private final ProviderLink link;
    private final ModelInfo info;

    InputTokens(ProviderLink link, ModelInfo info) {
        this.link = link;
        this.info = info;
    }

    @Override
    public TokenCounter.Count count(ModelRequest request, CallControl control) {
        Require.nonNull(request, "request");
        Require.nonNull(control, "control");
        // Lenient, since what the format cannot say, such as a stop text, has no tokens.
        Encoding encoding = new Encoding(info, false, true);
        ObjectNode body = new ResponsesProtocol(OpenAiDialects.responses(link.provider()))
                .encode(request, encoding)
                .body();
        body.retain(COUNTED);
        JsonAnswer answer = link.json(RemoteCall.post("/responses/input_tokens", body, info.model()), control);
        OptionalInt tokens = Json.integer(answer.json(), "input_tokens");
        if (tokens.isEmpty() || tokens.getAsInt() < 0) {
            throw link.malformed(answer.head(), answer.text(), info.model());
        }
        return new TokenCounter.Count(tokens.getAsInt(), false);
    }
}
