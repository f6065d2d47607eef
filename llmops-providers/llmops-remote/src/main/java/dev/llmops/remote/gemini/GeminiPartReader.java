package dev.llmops.remote.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.Media;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.MadeUpCallIds;
import dev.llmops.remote.wire.ResponseAssembly;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parts of a candidate.
 *
 * <p>In a stream a part of text goes on in the first part of the next chunk, unless one of them is
 * signed: a signed part stays apart, so that its signature goes back on what it signs. Members of a
 * text or a picture that this library does not interpret, its signature among them, follow it as an
 * opaque part.
 */
final class GeminiPartReader {
    private static final Set<String> MARKS = Set.of("thought", "thoughtSignature");

    private final String provider;
    private final int messages;
    private final ResponseAssembly assembly;
    private final PartialArguments partial;
    private String responseId = "";
    private int count;
    private int calls;
    private @Nullable String open;
    private boolean openIsThought;

    GeminiPartReader(String provider, int messages, ResponseAssembly assembly) {
        this.provider = provider;
        this.messages = messages;
        this.assembly = assembly;
        this.partial = new PartialArguments(assembly);
    }

    void responseId(String id) {
        responseId = responseId.isEmpty() ? id : responseId;
    }

    void read(JsonNode parts, boolean streamed) {
        boolean mayGoOn = streamed;
        for (JsonNode part : parts) {
            if (part instanceof ObjectNode object && !object.isEmpty()) {
                read(object, mayGoOn);
                mayGoOn = false;
            }
        }
    }

    /** Adds what is known only at the end. */
    void complete() {
        partial.complete();
    }

    private void read(ObjectNode part, boolean mayGoOn) {
        boolean thought = part.path("thought").asBoolean(false);
        if (part.path("text").isTextual()) {
            text(part, thought, mayGoOn);
            return;
        }
        open = null;
        Optional<Media> media = thought ? Optional.empty() : media(part.path("inlineData"));
        if (part.path("functionCall").isObject()) {
            call(part);
        } else if (media.isPresent()) {
            assembly.media(media.get());
            members(without(part, "inlineData", "thought"));
        } else {
            assembly.opaque(type(part), part.toString());
        }
    }

    private static String type(ObjectNode part) {
        for (var member : part.properties()) {
            if (!MARKS.contains(member.getKey())) {
                return member.getKey();
            }
        }
        return "part";
    }

    private void text(ObjectNode part, boolean thought, boolean mayGoOn) {
        String text = part.path("text").textValue();
        ObjectNode rest = without(part, "text", "thought");
        boolean plain = rest.isEmpty();
        if (text.isEmpty()) {
            if (!plain) {
                open = null;
                assembly.opaque("text", part.toString());
            }
            return;
        }
        boolean goesOn = mayGoOn && plain && open != null && openIsThought == thought;
        String key = goesOn && open != null ? open : "text-" + count++;
        if (thought) {
            assembly.reasoning(key, text);
        } else {
            assembly.text(key, text);
        }
        members(rest);
        open = plain ? key : null;
        openIsThought = thought;
    }

    private void call(ObjectNode part) {
        JsonNode function = part.path("functionCall");
        if (partial.goesOn(function)) {
            return;
        }
        String key = "call-" + calls;
        String id = Json.text(function, "id");
        assembly.toolCall(
                key, id.isEmpty() ? MadeUpCallIds.id(responseId, messages, calls) : id, Json.text(function, "name"));
        calls++;
        String signature = Json.text(part, "thoughtSignature");
        if (!signature.isEmpty()) {
            assembly.toolSignature(key, signature);
        }
        if (!partial.begins(key, function)) {
            JsonNode arguments = function.path("args");
            assembly.toolArguments(key, arguments.isObject() ? arguments.toString() : "");
        }
        members(without(part, "functionCall", "thoughtSignature"));
    }

    private static Optional<Media> media(JsonNode data) {
        try {
            String text = Json.text(data, "data").replace('-', '+').replace('_', '/');
            String type = Json.text(data, "mimeType");
            return text.isEmpty() || type.indexOf('/') < 1
                    ? Optional.empty()
                    : Optional.of(Media.of(type, Base64.getDecoder().decode(text)));
        } catch (IllegalArgumentException e) {
            // Not base64: the part is kept as it is.
            return Optional.empty();
        }
    }

    private static ObjectNode without(ObjectNode part, String one, String other) {
        ObjectNode rest = part.deepCopy();
        rest.remove(List.of(one, other));
        return rest;
    }

    private void members(ObjectNode rest) {
        if (!rest.isEmpty()) {
            assembly.content(new Content.Opaque(provider, GeminiParts.MEMBERS, rest.toString()));
        }
    }
}
