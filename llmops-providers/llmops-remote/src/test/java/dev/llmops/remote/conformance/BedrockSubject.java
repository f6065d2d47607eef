package dev.llmops.remote.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.Locality;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.ToolCall;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Transport;
import dev.llmops.remote.bedrock.BedrockClient;
import dev.llmops.remote.recordings.Recording;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.ModelTable;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;

/** The Converse API of Amazon Bedrock. */
final class BedrockSubject implements WireSubject {
    @Override
    public boolean covers(Recording.Entry entry) {
        return entry.file().startsWith("bedrock/") && entry.operation().equals("converse");
    }

    @Override
    public ModelClient client(Recording recording, Transport transport) {
        String path = recording.request().path();
        String id = path.substring("/model/".length(), path.lastIndexOf('/'));
        String model = URLDecoder.decode(id.replace("+", "%2B"), UTF_8);
        // Refusals of the provider are recorded, too: the client's own must not come before them.
        return BedrockClient.builder(model)
                .info(ModelTable.empty(BedrockClient.PROVIDER, Locality.REMOTE).info(model))
                .region("us-east-1")
                .connection(Connection.builder()
                        .baseUri("https://" + recording.request().host())
                        .key("no-key")
                        .transport(transport)
                        .build())
                .build();
    }

    @Override
    public ModelRequest request(Recording recording) {
        return new BedrockRequest(body(recording), recording.request().path()).request();
    }

    @Override
    public int rawMembers(Recording recording) {
        BedrockRequest request =
                new BedrockRequest(body(recording), recording.request().path());
        request.request();
        return request.rawMembers();
    }

    private static ObjectNode body(Recording recording) {
        return Json.readOrMissing(recording.request().body()) instanceof ObjectNode object ? object : Json.object();
    }

    @Override
    public JsonNode normalised(JsonNode requestBody) {
        return BedrockNormalForm.request(requestBody);
    }

    @Override
    public JsonNode answered(JsonNode answer) {
        JsonNode content = answer.path("output").path("message").path("content");
        return content.isArray() ? BedrockNormalForm.blocks(content) : MissingNode.getInstance();
    }

    @Override
    public JsonNode sentBack(JsonNode requestBody) {
        JsonNode last = MissingNode.getInstance();
        for (JsonNode message : requestBody.path("messages")) {
            last = Json.text(message, "role").equals("assistant") ? message : last;
        }
        return BedrockNormalForm.blocks(last.path("content"));
    }

    /** Models of Bedrock call some tools themselves, and tell it in the same form. */
    @Override
    public List<ToolCall> toolCalls(ModelResponse response) {
        List<ToolCall> calls = new ArrayList<>();
        for (Content part : response.message().contents()) {
            if (part instanceof Content.ToolUse use) {
                calls.add(use.call());
            } else if (part instanceof Content.Opaque opaque && opaque.type().equals("toolUse")) {
                JsonNode use = Json.read(opaque.json()).path("toolUse");
                calls.add(new ToolCall(
                        Json.text(use, "toolUseId"),
                        Json.text(use, "name"),
                        use.path("input").toString()));
            }
        }
        return calls;
    }
}
