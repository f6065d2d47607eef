package dev.llmops.remote.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Transport;
import dev.llmops.remote.bedrock.BedrockClient;
import dev.llmops.remote.recordings.Recording;
import dev.llmops.remote.wire.Json;
import java.net.URLDecoder;

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
        return BedrockClient.builder(URLDecoder.decode(id.replace("+", "%2B"), UTF_8))
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
        return new BedrockRequest(body(recording)).request();
    }

    @Override
    public int rawMembers(Recording recording) {
        BedrockRequest request = new BedrockRequest(body(recording));
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
}
