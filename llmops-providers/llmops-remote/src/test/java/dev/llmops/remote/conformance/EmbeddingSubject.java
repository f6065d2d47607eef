package dev.llmops.remote.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.CallControl;
import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.api.embedding.EmbeddingRequest;
import dev.llmops.api.embedding.EmbeddingRequest.Purpose;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Transport;
import dev.llmops.remote.recordings.Recording;
import dev.llmops.remote.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Embeddings of all providers. */
final class EmbeddingSubject implements CallSubject {
    private static final Map<String, Purpose> PURPOSES = Map.of(
            "query", Purpose.QUERY,
            "generic_retrieval", Purpose.QUERY,
            "document", Purpose.DOCUMENT,
            "generic_index", Purpose.DOCUMENT,
            "semantic_similarity", Purpose.SIMILARITY,
            "classification", Purpose.CLASSIFICATION,
            "clustering", Purpose.CLUSTERING);
    private static final Pattern PATH =
            Pattern.compile(".*(/embeddings|/embed|:embedContent|:batchEmbedContents|embed[^/]*(/invoke|:predict))$");

    @Override
    public boolean covers(Recording recording) {
        return PATH.matcher(recording.request().path()).matches() && Embedders.has(recording.provider());
    }

    @Override
    public List<String> repeat(Recording recording, Transport transport) {
        JsonNode body = Json.read(recording.request().body());
        List<String> texts = texts(body);
        EmbeddingRequest request = new EmbeddingRequest(texts, purpose(body), dimensions(body));
        Connection connection = Connection.builder()
                .baseUri(address(recording.request()))
                .key("test-key")
                .transport(transport)
                .build();
        try (Embedders.Closing client = Embedders.client(recording, body, connection)) {
            EmbeddingClient embeddings = client.client();
            return RecordedVectors.differences(
                    Json.read(recording.response().text()),
                    texts.size(),
                    embeddings.embed(request, CallControl.detached()));
        }
    }

    /** {@return the recorded address up to what the client adds} */
    private static String address(Recording.Request request) {
        String path = request.path()
                .replaceAll(
                        "(/v2)?/embed(dings)?$|/api/embed$|/openai/deployments/.*$|/model(s)?/[^/]+$|/model/[^/]+/invoke$"
                                + "|(?<=/v1beta1|/v1)/projects/.*$",
                        "");
        return "https://" + request.host() + path;
    }

    private static List<String> texts(JsonNode body) {
        for (String name : List.of("input", "texts", "inputs")) {
            JsonNode value = body.path(name);
            if (value.isTextual()) {
                return List.of(value.asText());
            }
            if (value.isArray()) {
                List<String> texts = new ArrayList<>();
                value.forEach(text -> texts.add(text.asText()));
                return texts;
            }
        }
        for (String name : List.of("inputText", "text", "value", "content")) {
            List<JsonNode> values = body.findValues(name);
            if (!values.isEmpty() && values.get(0).isTextual()) {
                return values.stream().map(JsonNode::asText).toList();
            }
        }
        throw new IllegalArgumentException("no texts in a recorded request");
    }

    private static Purpose purpose(JsonNode body) {
        for (String name : List.of("input_type", "taskType", "task_type", "embeddingPurpose")) {
            for (String word : body.findValuesAsText(name)) {
                Purpose purpose = PURPOSES.get(word.toLowerCase(Locale.ROOT).replaceAll("^(search|retrieval)_", ""));
                if (purpose != null) {
                    return purpose;
                }
            }
        }
        return Purpose.SIMILARITY;
    }

    private static int dimensions(JsonNode body) {
        for (String name : List.of("dimensions", "output_dimension", "outputDimensionality", "embeddingDimension")) {
            JsonNode value = body.findValue(name);
            if (value != null && value.isInt()) {
                return value.intValue();
            }
        }
        return 0;
    }

    @Override
    public JsonNode normalised(JsonNode requestBody) {
        ObjectNode body = requestBody.deepCopy();
        body.properties().removeIf(member -> member.getValue().isNull());
        JsonNode input = body.path("input");
        if (input.isTextual()) {
            body.putArray("input").add(input);
        }
        if (body.path("encoding_format").asText().equals("float")) {
            body.remove("encoding_format");
        }
        Set<String> types = Set.of("float");
        if (body.path("embedding_types").size() == 1
                && types.contains(body.path("embedding_types").get(0).asText())) {
            body.remove("embedding_types");
        }
        return body;
    }
}
