package dev.llmops.remote.bedrock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.CallControl;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.TokenCounter;
import dev.llmops.remote.wire.Encoding;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.JsonAnswer;
import dev.llmops.remote.wire.ModelEndpoint;
import dev.llmops.remote.wire.RemoteCall;
import java.util.List;
import java.util.OptionalLong;

/** Lets Bedrock count the tokens of a request, of which it takes what goes into the model only. */
final class BedrockTokenCount {
    private static final List<String> COUNTED =
            List.of("messages", "system", "toolConfig", "additionalModelRequestFields");

    private BedrockTokenCount() {}

    static TokenCounter.Count ask(ModelEndpoint endpoint, ModelRequest request, CallControl control) {
        Encoding encoding = new Encoding(endpoint.info(), false, true);
        ObjectNode written = new BedrockEncoder(encoding, request.options()).encode(request);
        written.retain(COUNTED);
        ObjectNode body = Json.object();
        body.putObject("input").set("converse", written);
        String model = endpoint.info().model();
        JsonAnswer answer = endpoint.link()
                .json(RemoteCall.post(BedrockProtocol.path(model, "/count-tokens"), body, model), control);
        OptionalLong tokens = Json.count(answer.json(), "inputTokens");
        if (tokens.isEmpty()) {
            throw endpoint.link().malformed(answer.head(), answer.text(), model);
        }
        return new TokenCounter.Count((int) Math.min(tokens.getAsLong(), Integer.MAX_VALUE), false);
    }
}
