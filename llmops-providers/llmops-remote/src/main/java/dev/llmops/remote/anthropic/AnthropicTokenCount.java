package dev.llmops.remote.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.CallControl;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.TokenCounter;
import dev.llmops.remote.wire.Encoding;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.JsonAnswer;
import dev.llmops.remote.wire.ModelEndpoint;
import dev.llmops.remote.wire.RemoteCall;
import dev.llmops.remote.wire.WireRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Lets Anthropic count the tokens of a request: the same body, without what concerns the answer only. */
final class AnthropicTokenCount {
    private static final String PATH = AnthropicProtocol.PATH + "/count_tokens";

    /** What the endpoint refuses, or does not need. */
    private static final List<String> OF_THE_ANSWER = List.of(
            "max_tokens",
            "stream",
            "temperature",
            "top_p",
            "top_k",
            "stop_sequences",
            "metadata",
            "service_tier",
            "container",
            "inference_geo",
            "diagnostics");

    private AnthropicTokenCount() {}

    static TokenCounter.Count ask(ModelEndpoint endpoint, ModelRequest request, CallControl control) {
        Encoding encoding = new Encoding(endpoint.info(), false, true);
        WireRequest wire = new AnthropicProtocol().encode(request, encoding);
        ObjectNode body = wire.body();
        body.remove(OF_THE_ANSWER);
        Map<String, String> headers = new HashMap<>(wire.headers());
        headers.put("accept", "application/json");
        headers.put("content-type", "application/json");
        String model = endpoint.info().model();
        JsonAnswer answer = endpoint.link()
                .json(
                        new RemoteCall(
                                "POST",
                                PATH,
                                headers,
                                Json.bytes(body),
                                model,
                                request.options().metadata()),
                        control);
        OptionalLong tokens = Json.count(answer.json(), "input_tokens");
        if (tokens.isEmpty()) {
            throw endpoint.link().malformed(answer.head(), answer.text(), model);
        }
        return new TokenCounter.Count((int) Math.min(tokens.getAsLong(), Integer.MAX_VALUE), false);
    }
}
