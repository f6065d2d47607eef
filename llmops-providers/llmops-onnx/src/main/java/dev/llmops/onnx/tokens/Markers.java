package dev.llmops.onnx.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.onnx.ModelDirectoryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

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

    private final Set<String> texts;

    /** Longest first, since that is what a tokenizer takes of several that begin at one place. */
    private final int[] lengths;

    /** The letters that markers begin with: of thousands of markers, most places of a text need no more than a look. */
    private final BitSet beginnings = new BitSet();

    /** Whether a marker is looked for in normalised text, where it may appear though it was not written so. */
    private final boolean normalized;

    Markers(List<AddedToken> added) {
        List<AddedToken> markers = added.stream().filter(AddedToken::isMarker).toList();
        texts = markers.stream().map(AddedToken::content).collect(Collectors.toUnmodifiableSet());
        lengths = texts.stream()
                .map(String::length)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .mapToInt(Integer::intValue)
                .toArray();
        texts.forEach(text -> beginnings.set(text.charAt(0)));
        normalized = markers.stream().anyMatch(AddedToken::normalized);
    }

    /** {@return whether a tokenizer may find a marker in {@code text}} */
    boolean mayMatch(String text) {
        return normalized || hasMarker(text);
    }

    private boolean hasMarker(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!at(text, i).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    boolean isShielded(String text) {
        return text.indexOf(SHIELD) >= 0;
    }

    String shield(String text) {
        if (!isShielded(text) && !hasMarker(text)) {
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

    /** {@return the marker that stands at {@code index}; empty if none does} */
    private String at(String text, int index) {
        if (!beginnings.get(text.charAt(index))) {
            return "";
        }
        for (int length : lengths) {
            int end = index + length;
            if (end <= text.length() && texts.contains(text.substring(index, end))) {
                return text.substring(index, end);
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
