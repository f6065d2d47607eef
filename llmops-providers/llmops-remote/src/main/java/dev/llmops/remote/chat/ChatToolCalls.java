package dev.llmops.remote.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.ResponseAssembly;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Joins the fragments of tool calls.
 *
 * <p>By their index, never by their id: servers repeat the id in every fragment, leave it empty, or
 * send it null. Where the index is missing, a fragment with a new id and a name begins a call, and
 * any other belongs to the call before it. A whole message lists its calls in order, whatever index
 * they have.
 */
final class ChatToolCalls {
    /** The member of a call in which a server keeps state that must go back with the call. */
    static final String EXTRAS = "extra_content";

    private static final int LEGACY = -1;

    private final ResponseAssembly assembly;
    private final Map<Integer, String> ids = new TreeMap<>();
    private int batchStart;
    private int last = -1;

    ChatToolCalls(ResponseAssembly assembly) {
        this.assembly = assembly;
    }

    /** Reads the calls of a whole message. */
    void whole(JsonNode message, String responseId) {
        int place = 0;
        for (JsonNode call : list(message.path("tool_calls"))) {
            String id = Json.text(call, "id");
            fragment(place, call, id.isEmpty() ? madeUp(responseId, place, call.toString()) : id);
            place++;
        }
        legacy(message.path("function_call"));
    }

    /** Reads the fragments of calls of a chunk. */
    void delta(JsonNode message) {
        JsonNode calls = list(message.path("tool_calls"));
        boolean numbered = isNumbered(calls);
        for (int i = 0; i < calls.size(); i++) {
            JsonNode call = calls.get(i);
            int place = numbered ? call.path("index").intValue() : place(call, i, calls.size());
            last = place;
            fragment(place, call, Json.text(call, "id"));
        }
        legacy(message.path("function_call"));
    }

    private static JsonNode list(JsonNode calls) {
        return calls.isObject() ? Json.array().add(calls) : calls;
    }

    /** {@return whether all have an index, and no two the same} */
    private static boolean isNumbered(JsonNode calls) {
        Set<Integer> seen = new HashSet<>();
        for (JsonNode call : calls) {
            JsonNode index = call.path("index");
            if (!index.isIntegralNumber() || !seen.add(index.intValue())) {
                return false;
            }
        }
        return true;
    }

    private int place(JsonNode call, int position, int count) {
        String id = Json.text(call, "id");
        boolean begins = last < 0 || (!name(call).isEmpty() && isNew(id));
        if (count == 1) {
            return begins ? next() : last;
        }
        if (position == 0 && begins) {
            batchStart = next();
        }
        return batchStart + position;
    }

    private int next() {
        return ids.keySet().stream().mapToInt(Integer::intValue).max().orElse(LEGACY) + 1;
    }

    /** {@return whether an id begins a call; without one, a call begins when the one before it is whole} */
    private boolean isNew(String id) {
        return id.isEmpty()
                ? Json.readOrMissing(assembly.toolArguments(key(last))).isObject()
                : !ids.containsValue(id);
    }

    private void legacy(JsonNode function) {
        // Some servers fill the old member with empty texts in every message.
        boolean any = ids.containsKey(LEGACY)
                || !Json.text(function, "name").isEmpty()
                || !Json.text(function, "arguments").isEmpty();
        if (function.isObject() && any) {
            function(LEGACY, "", function);
        }
    }

    private void fragment(int place, JsonNode call, String id) {
        function(place, id, function(call));
        if (call.path(EXTRAS).isObject()) {
            ObjectNode extras = Json.object();
            extras.set(EXTRAS, call.path(EXTRAS));
            assembly.toolSignature(key(place), extras.toString());
        }
    }

    private static JsonNode function(JsonNode call) {
        JsonNode custom = call.path("custom");
        return custom.isObject() ? custom : call.path("function");
    }

    private static String name(JsonNode call) {
        return Json.text(function(call), "name");
    }

    private static String key(int place) {
        return "tool-" + place;
    }

    private void function(int place, String id, JsonNode function) {
        ids.merge(place, id, (known, newest) -> known.isEmpty() ? newest : known);
        String key = key(place);
        assembly.toolCall(key, id, Json.text(function, "name"));
        JsonNode arguments = function.has("input") ? function.path("input") : function.path("arguments");
        // Some servers send an object where the format has its text.
        assembly.toolArguments(key, arguments.isContainerNode() ? arguments.toString() : arguments.asText(""));
    }

    /** Gives each call an id that has none, so that its result can be told from others. */
    void complete(String responseId) {
        ids.forEach((place, id) -> {
            if (id.isEmpty()) {
                assembly.toolCall(key(place), madeUp(responseId, place, assembly.toolArguments(key(place))), "");
            }
        });
    }

    private static String madeUp(String responseId, int place, String call) {
        return "call_" + ShortCallIds.hash(responseId + ' ' + place + ' ' + call, 0);
    }
}
