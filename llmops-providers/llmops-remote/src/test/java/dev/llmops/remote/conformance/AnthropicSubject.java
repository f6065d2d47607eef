package dev.llmops.remote.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.Locality;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Transport;
import dev.llmops.remote.anthropic.AnthropicClient;
import dev.llmops.remote.recordings.Recording;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.ModelTable;

/** The messages API of Anthropic. */
final class AnthropicSubject implements WireSubject {
    @Override
    public boolean covers(Recording.Entry entry) {
        return entry.file().startsWith("anthropic/") && entry.operation().equals("messages");
    }

    @Override
    public ModelClient client(Recording recording, Transport transport) {
        String named = Json.text(body(recording), "model");
        String model = named.isEmpty() ? "claude" : named;
        return AnthropicClient.builder(model)
                .info(ModelTable.empty(AnthropicClient.PROVIDER, Locality.REMOTE)
                        .info(model))
                .connection(Connection.builder()
                        .baseUri("https://" + recording.request().host())
                        .key("no-key")
                        .transport(transport)
                        .build())
                .build();
    }

    @Override
    public ModelRequest request(Recording recording) {
        return new AnthropicRequest(body(recording)).request();
    }

    @Override
    public int rawMembers(Recording recording) {
        AnthropicRequest request = new AnthropicRequest(body(recording));
        request.request();
        return request.rawMembers();
    }

    private static ObjectNode body(Recording recording) {
        return Json.readOrMissing(recording.request().body()) instanceof ObjectNode object ? object : Json.object();
    }

    @Override
    public JsonNode normalised(JsonNode requestBody) {
        return AnthropicNormalForm.request(requestBody);
    }

    @Override
    public JsonNode answered(JsonNode answer) {
        return answer.path("content").isArray()
                ? AnthropicNormalForm.blocks(answer.path("content"))
                : MissingNode.getInstance();
    }

    @Override
    public JsonNode sentBack(JsonNode requestBody) {
        JsonNode last = MissingNode.getInstance();
        for (JsonNode message : requestBody.path("messages")) {
            last = Json.text(message, "role").equals("assistant") ? message : last;
        }
        return AnthropicNormalForm.blocks(last.path("content"));
    }
}
