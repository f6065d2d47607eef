package dev.llmops.remote.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.remote.wire.Json;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The one form of a request among those that mean the same to Gemini.
 *
 * <p>The format takes names in two spellings, two names for schemas, base64 in two alphabets, one
 * tool for a list of them, and neighbouring contents of one role apart or joined.
 */
final class GeminiForm {
    private static final Set<String> DATA =
            Set.of("args", "response", "parametersJsonSchema", "responseJsonSchema", "labels");
    private static final Map<String, String> RENAMED =
            Map.of("parameters", "parametersJsonSchema", "responseSchema", "responseJsonSchema");

    private GeminiForm() {}

    /** {@return a body with one spelling for each name, and without nulls} */
    static JsonNode canonical(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode copy = Json.object();
            object.properties().forEach(member -> {
                String camel = camel(member.getKey());
                String name = RENAMED.getOrDefault(camel, camel);
                if (!member.getValue().isNull()) {
                    copy.set(name, DATA.contains(name) ? member.getValue() : canonical(member.getValue()));
                }
            });
            return copy;
        }
        if (node.isArray()) {
            ArrayNode copy = Json.array();
            node.forEach(each -> copy.add(canonical(each)));
            return copy;
        }
        return node;
    }

    private static String camel(String name) {
        StringBuilder camel = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            boolean joint = name.charAt(i) == '_' && i > 0 && i + 1 < name.length();
            camel.append(joint ? Character.toUpperCase(name.charAt(++i)) : name.charAt(i));
        }
        return camel.toString();
    }

    static JsonNode normalised(JsonNode body) {
        ObjectNode form = (ObjectNode) canonical(body);
        form.set("contents", contents(form.path("contents")));
        if (form.path("systemInstruction") instanceof ObjectNode system) {
            system.remove("role");
        }
        Set<String> functions = new HashSet<>();
        if (form.has("tools")) {
            form.set("tools", tools(form.path("tools"), functions));
        }
        toolConfig(form.path("toolConfig").path("functionCallingConfig"), functions);
        generation(form.path("generationConfig"));
        if (form.path("safetySettings") instanceof ArrayNode settings) {
            form.set("safetySettings", sorted(settings, "category"));
        }
        dropEmpty(form, "functionCallingConfig", "toolConfig");
        for (String member : List.of("toolConfig", "generationConfig", "tools", "systemInstruction", "labels")) {
            if (form.path(member).isEmpty()
                    || form.path(member).path("parts").isArray()
                            && form.path(member).path("parts").isEmpty()) {
                form.remove(member);
            }
        }
        return form;
    }

    private static void dropEmpty(ObjectNode form, String inner, String outer) {
        if (form.path(outer) instanceof ObjectNode object && object.path(inner).isEmpty()) {
            object.remove(inner);
        }
    }

    /** Neighbouring contents of one role are one turn. */
    private static ArrayNode contents(JsonNode contents) {
        ArrayNode turns = Json.array();
        String before = "";
        for (JsonNode content : contents) {
            String role = content.path("role").asText("user");
            if (!role.equals(before)) {
                turns.addObject().put("role", role).putArray("parts");
            }
            before = role;
            ArrayNode parts = (ArrayNode) turns.get(turns.size() - 1).path("parts");
            for (JsonNode part : content.path("parts")) {
                bytes((ObjectNode) part);
                part.path("functionResponse").path("parts").forEach(each -> bytes((ObjectNode) each));
                parts.add(part);
            }
        }
        return turns;
    }

    /** Base64 comes in two alphabets, and is cut in recorded requests; no arguments are empty ones. */
    static void bytes(ObjectNode part) {
        if (part.path("functionCall") instanceof ObjectNode call && !call.has("args")) {
            call.putObject("args");
        }
        if (part.path("thoughtSignature").isTextual()) {
            part.put("thoughtSignature", standard(part.path("thoughtSignature").asText()));
        }
        if (part.path("inlineData") instanceof ObjectNode data) {
            data.put("data", standard(data.path("data").asText()));
            data.put("mimeType", data.path("mimeType").asText().toLowerCase(java.util.Locale.ROOT));
        }
    }

    static String standard(String base64) {
        int cut = base64.indexOf("...[cut");
        String kept = (cut < 0 ? base64 : base64.substring(0, cut / 4 * 4))
                .replace('-', '+')
                .replace('_', '/');
        return cut < 0 && kept.length() % 4 != 0 ? kept + "=".repeat(4 - kept.length() % 4) : kept;
    }

    private static ArrayNode tools(JsonNode tools, Set<String> functions) {
        Map<String, JsonNode> byName = new TreeMap<>();
        ArrayNode declarations = Json.array();
        for (JsonNode tool : tools.isObject() ? List.of(tools) : tools) {
            tool.properties().forEach(member -> {
                if (member.getKey().equals("functionDeclarations")) {
                    member.getValue().forEach(declarations::add);
                } else {
                    byName.put(member.getKey(), member.getValue());
                }
            });
        }
        for (JsonNode declaration : declarations) {
            functions.add(Json.text(declaration, "name"));
            if (Json.text(declaration, "description").isEmpty()) {
                ((ObjectNode) declaration).remove("description");
            }
            if (!declaration.has("parametersJsonSchema")) {
                ((ObjectNode) declaration).putObject("parametersJsonSchema").put("type", "object");
            }
        }
        ArrayNode form = Json.array();
        if (!declarations.isEmpty()) {
            form.addObject().set("functionDeclarations", declarations);
        }
        byName.forEach((name, settings) -> form.addObject().set(name, settings));
        return form;
    }

    /** A choice among all tools is none, and to choose freely is what happens anyway. */
    private static void toolConfig(JsonNode node, Set<String> functions) {
        if (!(node instanceof ObjectNode calling)) {
            return;
        }
        if (calling.path("allowedFunctionNames") instanceof ArrayNode names) {
            Set<String> allowed = new HashSet<>();
            names.forEach(name -> allowed.add(name.asText()));
            calling.remove("allowedFunctionNames");
            if (!allowed.equals(functions) && !allowed.isEmpty()) {
                allowed.stream().sorted().forEach(calling.putArray("allowedFunctionNames")::add);
            }
        }
        if (Json.text(calling, "mode").equals("AUTO")) {
            calling.remove("mode");
        }
    }

    private static void generation(JsonNode node) {
        if (!(node instanceof ObjectNode generation)) {
            return;
        }
        JsonNode modalities = generation.path("responseModalities");
        if (modalities.size() == 1 && modalities.get(0).asText().equals("TEXT")) {
            generation.remove("responseModalities");
        }
        if (generation.path("candidateCount").asInt() == 1) {
            generation.remove("candidateCount");
        }
        if (Json.text(generation, "responseMimeType").equals("text/plain")) {
            generation.remove("responseMimeType");
        }
        if (generation.path("thinkingConfig") instanceof ObjectNode thinking
                && !thinking.path("includeThoughts").asBoolean(true)) {
            thinking.remove("includeThoughts");
        }
        for (String member : List.of("thinkingConfig", "stopSequences")) {
            if (generation.has(member) && generation.path(member).isEmpty()) {
                generation.remove(member);
            }
        }
    }

    private static ArrayNode sorted(ArrayNode array, String member) {
        ArrayNode sorted = Json.array();
        array.valueStream()
                .sorted(Comparator.comparing(each -> Json.text(each, member)))
                .forEach(sorted::add);
        return sorted;
    }
}
