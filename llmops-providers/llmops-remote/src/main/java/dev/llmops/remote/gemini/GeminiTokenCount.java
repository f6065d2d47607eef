package dev.llmops.remote.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.CallControl;
import dev.llmops.api.Require;
import dev.llmops.api.model.ModelInfo;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.RequestTokenCounter;
import dev.llmops.api.model.TokenCounter;
import dev.llmops.remote.wire.Encoding;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.JsonAnswer;
import dev.llmops.remote.wire.ProviderLink;
import dev.llmops.remote.wire.RemoteCall;
import java.util.OptionalLong;

/** Asks the provider how many tokens a request has. Safe for concurrent use. */
final class GeminiTokenCount implements RequestTokenCounter {
    private final GeminiPlace place;
    private final ProviderLink link;
    private final ModelInfo info;

    GeminiTokenCount(GeminiPlace place, ProviderLink link, ModelInfo info) {
        this.place = place;
        this.link = link;
        this.info = info;
    }

    @Override
    public TokenCounter.Count count(ModelRequest request, CallControl control) {
        Require.nonNull(request, "request");
        Require.nonNull(control, "control");
        // What cannot be sent makes no difference to the count, and is no error here.
        ObjectNode generate = new GeminiEncoder(place, new Encoding(info, false, true)).encode(request);
        ObjectNode body = generate;
        if (!place.labels()) {
            // Only so does the Gemini API count more than the contents.
            generate.put("model", info.model().indexOf('/') >= 0 ? info.model() : "models/" + info.model());
            body = Json.object().set("generateContentRequest", generate);
        } else {
            generate.retain("contents", "systemInstruction", "tools", "generationConfig", "cachedContent");
        }
        JsonAnswer answer =
                link.json(RemoteCall.post(place.path(info.model(), "countTokens"), body, info.model()), control);
        OptionalLong total = Json.count(answer.json(), "totalTokens");
        if (total.isEmpty()) {
            throw link.malformed(answer.head(), answer.text(), info.model());
        }
        return new TokenCounter.Count((int) Math.min(total.getAsLong(), Integer.MAX_VALUE), false);
    }
}
