package dev.llmops.remote.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Transport;
import dev.llmops.remote.cohere.CohereClient;
import dev.llmops.remote.recordings.Recording;
import dev.llmops.remote.wire.Json;
import java.util.List;

/** The second version of Cohere's chat, as recorded traffic shows it; there is no client of the first. */
final class CohereSubject implements WireSubject {
    @Override
    public boolean covers(Recording.Entry entry) {
        return entry.file().startsWith("cohere/") && entry.operation().equals("chat");
    }

    @Override
    public boolean covers(Recording recording) {
        return covers(recording.entry()) && recording.request().path().equals("/v2/chat");
    }

    @Override
    public ModelClient client(Recording recording, Transport transport) {
        JsonNode body = Json.read(recording.request().body());
        return CohereClient.builder(Json.text(body, "model"))
                .connection(Connection.builder()
                        .baseUri("https://" + recording.request().host())
                        .key("not-a-key")
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
        CohereRequestReader reader = reader(recording);
        reader.request();
        return reader.rawMembers();
    }

    private static CohereRequestReader reader(Recording recording) {
        return new CohereRequestReader(Json.read(recording.request().body()));
    }

    @Override
    public JsonNode normalised(JsonNode requestBody) {
        ObjectNode form = (ObjectNode) withoutNulls(requestBody);
        if (!form.path("stream").asBoolean(false)) {
            form.remove("stream");
        }
        for (String member : List.of("tools", "documents", "stop_sequences")) {
            if (form.path(member).isArray() && form.path(member).isEmpty()) {
                form.remove(member);
            }
        }
        form.path("messages").forEach(message -> list((ObjectNode) message));
        return form;
    }

    private static JsonNode withoutNulls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode copy = Json.object();
            object.properties().forEach(member -> {
                if (!member.getValue().isNull()) {
                    copy.set(member.getKey(), withoutNulls(member.getValue()));
                }
            });
            return copy;
        }
        if (node.isArray()) {
            ArrayNode copy = Json.array();
            node.forEach(each -> copy.add(withoutNulls(each)));
            return copy;
        }
        return node;
    }

    /** A content of text alone is a list of one text, and no text is no content. */
    private static void list(ObjectNode message) {
        ArrayNode list = Json.array();
        JsonNode content = message.path("content");
        if (content.isTextual()) {
            list.addObject().put("type", "text").put("text", content.textValue());
        }
        content.forEach(list::add);
        message.set("content", list);
        for (int i = list.size() - 1; i >= 0; i--) {
            if (Json.text(list.get(i), "text").isEmpty()
                    && Json.text(list.get(i), "type").equals("text")) {
                list.remove(i);
            }
        }
        if (list.isEmpty()) {
            message.remove("content");
        }
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

    /** {@return what a message says: citations tell about it, and do not go back} */
    private static JsonNode said(JsonNode message) {
        ObjectNode form = Json.object();
        for (String member : List.of("content", "tool_plan", "tool_calls")) {
            if (Json.has(message, member)) {
                form.set(member, message.path(member).deepCopy());
            }
        }
        list(form);
        return form.isEmpty() ? MissingNode.getInstance() : form;
    }
}
