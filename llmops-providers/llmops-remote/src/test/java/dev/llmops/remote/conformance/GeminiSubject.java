package dev.llmops.remote.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Transport;
import dev.llmops.remote.gemini.GeminiClient;
import dev.llmops.remote.gemini.VertexClient;
import dev.llmops.remote.recordings.Recording;
import dev.llmops.remote.wire.Json;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Content generation by Gemini and Vertex AI, as recorded traffic shows it. */
final class GeminiSubject implements WireSubject {
    private static final Pattern STUDIO = Pattern.compile("/(v1\\w*)/(?:models/)?([^:]+):\\w+");
    private static final Pattern VERTEX =
            Pattern.compile("/(v1\\w*)/projects/([^/]+)/locations/([^/]+)/(?:publishers/google/models/)?([^:]+):\\w+");

    @Override
    public boolean covers(Recording.Entry entry) {
        boolean google = entry.file().startsWith("gemini/") || entry.file().startsWith("vertex/");
        return google && entry.operation().equals("generate-content");
    }

    @Override
    public ModelClient client(Recording recording, Transport transport) {
        Recording.Request request = recording.request();
        boolean array = recording.entry().isStream() && !request.query().contains("alt=sse");
        Matcher vertex = VERTEX.matcher(request.path());
        if (vertex.matches()) {
            VertexClient.Builder builder = VertexClient.builder(vertex.group(4), vertex.group(2), vertex.group(3))
                    .connection(connection(request.host(), vertex.group(1), transport));
            return (array ? builder.streamingAsArray() : builder).build();
        }
        Matcher studio = STUDIO.matcher(request.path());
        if (!studio.matches()) {
            throw new IllegalStateException("unknown path");
        }
        GeminiClient.Builder builder = GeminiClient.builder(studio.group(2))
                .connection(connection(request.host(), studio.group(1), transport));
        return (array ? builder.streamingAsArray() : builder).build();
    }

    private static Connection connection(String host, String version, Transport transport) {
        return Connection.builder()
                .baseUri("https://" + host + "/" + version)
                .key("not-a-key")
                .transport(transport)
                .build();
    }

    @Override
    public ModelRequest request(Recording recording) {
        return reader(recording).request();
    }

    @Override
    public int rawMembers(Recording recording) {
        GeminiRequestReader reader = reader(recording);
        reader.request();
        return reader.rawMembers();
    }

    private static GeminiRequestReader reader(Recording recording) {
        Matcher vertex = VERTEX.matcher(recording.request().path());
        Matcher studio = STUDIO.matcher(recording.request().path());
        JsonNode body = GeminiForm.canonical(Json.read(recording.request().body()));
        if (vertex.matches()) {
            return new GeminiRequestReader("vertex", vertex.group(4), body);
        }
        return new GeminiRequestReader("gemini", studio.matches() ? studio.group(2) : "", body);
    }

    @Override
    public JsonNode normalised(JsonNode requestBody) {
        return GeminiForm.normalised(requestBody);
    }

    @Override
    public JsonNode answered(JsonNode answer) {
        return parts(answer.path("candidates").path(0).path("content"));
    }

    @Override
    public JsonNode sentBack(JsonNode requestBody) {
        JsonNode last = MissingNode.getInstance();
        for (JsonNode content : requestBody.path("contents")) {
            last = Json.text(content, "role").equals("model") ? content : last;
        }
        return parts(last);
    }

    /** {@return the parts of a content that say something} */
    private static JsonNode parts(JsonNode content) {
        ArrayNode parts = Json.array();
        for (JsonNode part : GeminiForm.canonical(content.path("parts"))) {
            boolean empty = part.path("text").asText("-").isEmpty() && part.size() == 1;
            if (!empty) {
                GeminiForm.bytes((ObjectNode) part);
                parts.add(part);
            }
        }
        return parts.isEmpty() ? MissingNode.getInstance() : parts;
    }
}
