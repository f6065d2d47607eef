package dev.llmops.remote.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Transport;
import dev.llmops.remote.ollama.OllamaClient;
import dev.llmops.remote.recordings.Recording;
import dev.llmops.remote.wire.Json;
import java.util.ArrayList;
import java.util.List;

/** Ollama's own chat, as recorded traffic shows it. */
final class OllamaSubject implements WireSubject {
    @Override
    public boolean covers(Recording.Entry entry) {
        return entry.file().startsWith("ollama/") && entry.operation().equals("chat");
    }

    @Override
    public boolean covers(Recording recording) {
        return covers(recording.entry()) && recording.request().path().equals("/api/chat");
    }

    @Override
    public ModelClient client(Recording recording, Transport transport) {
        JsonNode body = Json.read(recording.request().body());
        return OllamaClient.builder(Json.text(body, "model"))
                .connection(Connection.builder()
                        .baseUri("http://" + recording.request().host() + ":11434")
                        .transport(transport)
                        .build())
                .build();
    }

    @Override
    public ModelRequest request(Recording recording) {
        return reader(recording).request();
    }

    @Override
    public int rawMembers(Recording recording) {
        OllamaRequestReader reader = reader(recording);
        reader.request();
        return reader.rawMembers();
    }

    private static OllamaRequestReader reader(Recording recording) {
        return new OllamaRequestReader(Json.read(recording.request().body()));
    }

    /** The server streams unless it is told not to; what is null or empty is as if it were not there. */
    @Override
    public JsonNode normalised(JsonNode requestBody) {
        ObjectNode form = (ObjectNode) requestBody.deepCopy();
        if (!form.has("stream")) {
            form.put("stream", true);
        }
        List<String> nothing = new ArrayList<>();
        form.properties().forEach(member -> {
            JsonNode value = member.getValue();
            if (value.isNull()
                    || (value.isContainerNode() && value.isEmpty())
                    || (value.isTextual() && value.textValue().isEmpty())) {
                nothing.add(member.getKey());
            }
        });
        form.remove(nothing);
        for (JsonNode message : form.path("messages")) {
            if (message instanceof ObjectNode object) {
                // Older clients leave the name out; a result of the library always has it.
                object.remove("tool_name");
                if (!object.has("content")) {
                    object.put("content", "");
                }
                object.path("tool_calls").forEach(OllamaSubject::call);
                images(object);
            }
        }
        return form;
    }

    @Override
    public JsonNode answered(JsonNode answer) {
        return said(answer.path("message"));
    }

    @Override
    public JsonNode sentBack(JsonNode requestBody) {
        JsonNode last = MissingNode.getInstance();
        for (JsonNode message : requestBody.path("messages")) {
            last = Json.text(message, "role").equals("assistant") ? message : last;
        }
        return said(last);
    }

    /** {@return what a message says; the place of a call in its list is its index} */
    private static JsonNode said(JsonNode message) {
        if (!(message instanceof ObjectNode object)) {
            return message;
        }
        ObjectNode form = object.deepCopy();
        form.path("tool_calls").forEach(OllamaSubject::call);
        return form;
    }

    private static void call(JsonNode call) {
        ((ObjectNode) call).remove("type");
        if (call.path("function") instanceof ObjectNode function) {
            function.remove("index");
        }
    }

    /** Pictures are cut in recorded requests. */
    private static void images(ObjectNode message) {
        if (message.path("images") instanceof ArrayNode images) {
            for (int i = 0; i < images.size(); i++) {
                images.set(i, GeminiForm.standard(images.get(i).asText()));
            }
            if (images.isEmpty()) {
                message.remove("images");
            }
        }
    }
}
