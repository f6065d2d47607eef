package dev.llmops.remote.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.ResponseAssembly;

/**
 * Joins the fragments of tool calls.
 *
 * <p>By their index, never by their id: servers repeat the id in every fragment, leave it empty, or
 * send it null. Where the index is missing, a fragment with a new id and a name begins a call, and
 * any other belongs to the call before it.
 */
final class ChatToolCalls {
    private static final String LEGACY = "function_call";

    private final ResponseAssembly assembly;
    private int unnumbered = -1;
    private String lastId = "";

    ChatToolCalls(ResponseAssembly assembly) {
        this.assembly = assembly;
    }

    void read(JsonNode message) {
        JsonNode calls = message.path("tool_calls");
        if (calls.isArray()) {
            for (JsonNode call : calls) {
                fragment(call, calls.size());
            }
        }
        JsonNode legacy = message.path(LEGACY);
        if (legacy.isObject()) {
            function(LEGACY, "", legacy);
        }
    }

    private void fragment(JsonNode call, int inChunk) {
        String id = Json.text(call, "id");
        JsonNode function = call.path("function");
        JsonNode custom = call.path("custom");
        int index = Json.integer(call, "index").orElseGet(() -> unnumbered(id, Json.text(function, "name"), inChunk));
        lastId = id.isEmpty() ? lastId : id;
        function("tool-" + index, id, custom.isObject() ? custom : function);
    }

    private int unnumbered(String id, String name, int inChunk) {
        boolean begins = unnumbered < 0 || (!name.isEmpty() && (inChunk > 1 || !id.equals(lastId)));
        if (begins) {
            unnumbered++;
        }
        return unnumbered;
    }

    private void function(String key, String id, JsonNode function) {
        assembly.toolCall(key, id, Json.text(function, "name"));
        JsonNode arguments = function.has("input") ? function.path("input") : function.path("arguments");
        // Some servers send an object where the format has its text.
        assembly.toolArguments(key, arguments.isContainerNode() ? arguments.toString() : arguments.asText(""));
    }
}
