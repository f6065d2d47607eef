package dev.llmops.remote.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.model.Modality;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelInfo;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Transport;
import dev.llmops.remote.openai.Api;
import dev.llmops.remote.openai.AzureOpenAiClient;
import dev.llmops.remote.openai.CompatibleServer;
import dev.llmops.remote.openai.OpenAiClient;
import dev.llmops.remote.openai.OpenAiCompatibleClient;
import dev.llmops.remote.recordings.Recording;
import dev.llmops.remote.wire.Json;
import java.util.Set;

/** The Responses format, of OpenAI and of every other server that speaks it. */
public final class ResponsesSubject implements WireSubject {
    private static final Set<String> INPUT_TYPES = Set.of("function_call_output", "custom_tool_call_output");
    private static final Set<String> INPUT_ROLES = Set.of("user", "system", "developer");

    @Override
    public boolean covers(Recording.Entry entry) {
        return entry.operation().equals("responses");
    }

    /** Looks at the method too: answers that are made in the background are asked for again without a request. */
    @Override
    public boolean covers(Recording recording) {
        return covers(recording.entry()) && recording.request().method().equals("POST");
    }

    @Override
    public ModelClient client(Recording recording, Transport transport) {
        Recording.Request request = recording.request();
        String provider = recording.provider();
        String model = Json.text(Json.read(request.body()), "model");
        ModelInfo info = ModelInfo.builder(provider, model)
                .inputs(Modality.TEXT, Modality.values())
                .outputs(Modality.TEXT, Modality.values())
                .build();
        Connection.Builder connection = Connection.builder().key("sk-test").transport(transport);
        if (provider.equals(AzureOpenAiClient.PROVIDER)) {
            return AzureOpenAiClient.builder(model)
                    .api(Api.RESPONSES)
                    .connection(connection.baseUri("https://" + request.host()).build())
                    .info(info)
                    .build();
        }
        String base = "https://" + request.host() + request.path().replaceAll("/responses$", "");
        connection.baseUri(base);
        return provider.equals(OpenAiClient.PROVIDER)
                ? OpenAiClient.builder(model)
                        .api(Api.RESPONSES)
                        .connection(connection.build())
                        .info(info)
                        .build()
                : OpenAiCompatibleClient.builder(CompatibleServer.of(provider, base), model)
                        .api(Api.RESPONSES)
                        .connection(connection.build())
                        .info(info)
                        .build();
    }

    @Override
    public ModelRequest request(Recording recording) {
        return read(recording).request();
    }

    @Override
    public int rawMembers(Recording recording) {
        return read(recording).rawMembers();
    }

    private static ResponsesRequestReader read(Recording recording) {
        JsonNode body = Json.read(recording.request().body());
        return new ResponsesRequestReader(recording.provider(), (ObjectNode) body);
    }

    @Override
    public JsonNode normalised(JsonNode requestBody) {
        return ResponsesNormalForm.of((ObjectNode) requestBody);
    }

    @Override
    public JsonNode answered(JsonNode answer) {
        ArrayNode items = ResponsesNormalForm.items(answer.path("output"));
        return items.isEmpty() ? MissingNode.getInstance() : items;
    }

    /** The items between the last words of the user, or results of tools, and those before them. */
    @Override
    public JsonNode sentBack(JsonNode requestBody) {
        ArrayNode input = ResponsesNormalForm.items(requestBody.path("input"));
        int end = input.size();
        while (end > 0 && isInput(input.get(end - 1))) {
            end--;
        }
        int begin = end;
        while (begin > 0 && !isInput(input.get(begin - 1))) {
            begin--;
        }
        ArrayNode items = Json.array();
        for (int i = begin; i < end; i++) {
            items.add(input.get(i));
        }
        return items.isEmpty() ? MissingNode.getInstance() : items;
    }

    private static boolean isInput(JsonNode item) {
        return INPUT_ROLES.contains(Json.text(item, "role")) || INPUT_TYPES.contains(Json.text(item, "type"));
    }
}
