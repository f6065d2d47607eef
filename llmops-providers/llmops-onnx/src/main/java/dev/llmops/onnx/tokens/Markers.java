package dev.llmops.onnx.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.onnx.ModelDirectoryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps the markers of a chat template apart from the same signs in what users write.
 *
 * <p>A marker in a user's text is shielded: a character that is none in Unicode goes behind its first. Once the template
 * is written, a second tokenizer encodes the prompt, which is the first but for the names of its markers; the template's
 * markers take those names, and the users' are freed of their shields, so that they match nothing. Cutting the text
 * around the markers instead would change how the text beside them is encoded.
 *
 * <p>Immutable and safe for concurrent use.
 */
final class Markers {
    /** U+FDD0, a noncharacter: no text has it, and no normaliser takes it away. Twice it stands for itself. */
    static final char SHIELD = '\uFDD0';
    /** U+FDD1 and U+FDD2 around a marker's text are its other name. */
    private static final char OPEN = '\uFDD1';

    private static final char CLOSE = '\uFDD2';

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Longest first, since that is what a tokenizer takes of several that begin at one place. */
    private final List<String> texts;

    /** Whether a marker is looked for in normalised text, where it may appear though it was not written so. */
    private final boolean normalized;

    Markers(List<AddedToken> added) {
        List<AddedToken> markers = added.stream().filter(AddedToken::isMarker).toList();
        texts = markers.stream()
                .map(AddedToken::content)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        normalized = markers.stream().anyMatch(AddedToken::normalized);
    }

    /** {@return whether a tokenizer may find a marker in {@code text}} */
    boolean mayMatch(String text) {
        return normalized || texts.stream().anyMatch(text::contains);
    }

    boolean isShielded(String text) {
        return text.indexOf(SHIELD) >= 0;
    }

    String shield(String text) {
        if (!isShielded(text) && texts.stream().noneMatch(text::contains)) {
            // Where normalising could make a marker, the prompt must take the second tokenizer; an empty shield says
            // so.
            return normalized && !text.isEmpty() ? text + SHIELD : text;
        }
        StringBuilder shielded = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            shielded.append(letter);
            if (letter == SHIELD || !at(text, i).isEmpty()) {
                shielded.append(SHIELD);
            }
        }
        return shielded.toString();
    }

    /** {@return a prompt with its markers under their other names, and without shields} */
    String renamed(String prompt) {
        StringBuilder renamed = new StringBuilder();
        int i = 0;
        while (i < prompt.length()) {
            String marker = at(prompt, i);
            if (!marker.isEmpty()) {
                renamed.append(otherName(marker));
                i += marker.length();
                continue;
            }
            char letter = prompt.charAt(i++);
            if (letter != SHIELD) {
                renamed.append(letter);
            } else if (i < prompt.length() && prompt.charAt(i) == SHIELD) {
                renamed.append(SHIELD);
                i++;
            }
        }
        return renamed.toString();
    }

    private String at(String text, int index) {
        for (String marker : texts) {
            if (text.startsWith(marker, index)) {
                return marker;
            }
        }
        return "";
    }

    private static String otherName(String marker) {
        return OPEN + marker + CLOSE;
    }

    /** {@return the JSON of a tokenizer in which the markers have their other names} */
    String renamedFile(Path file) {
        try {
            ObjectNode json = (ObjectNode) JSON.readTree(file.toFile());
            Map<String, String> names = new HashMap<>();
            texts.forEach(text -> names.put(text, otherName(text)));
            for (JsonNode token : json.path("added_tokens")) {
                String other = names.get(token.path("content").asText());
                if (other != null) {
                    ((ObjectNode) token).put("content", other).put("normalized", false);
                }
            }
            if (json.get("model") instanceof ObjectNode model) {
                renameInModel(model, names);
            }
            return JSON.writeValueAsString(json);
        } catch (IOException e) {
            throw new ModelDirectoryException(
                    file, "The file cannot be read any more.", "Leave a model's files in place while it is open.", e);
        }
    }

    private static void renameInModel(ObjectNode model, Map<String, String> names) {
        String unknown = names.get(model.path("unk_token").asText(""));
        if (unknown != null) {
            model.put("unk_token", unknown);
        }
        JsonNode vocabulary = model.path("vocab");
        if (vocabulary instanceof ObjectNode map) {
            names.forEach((text, other) -> {
                JsonNode id = map.remove(text);
                if (id != null) {
                    map.set(other, id);
                }
            });
        } else {
            for (JsonNode piece : vocabulary) {
                String other = names.get(piece.path(0).asText());
                if (other != null) {
                    ((ArrayNode) piece).set(0, other);
                }
            }
        }
    }
}
