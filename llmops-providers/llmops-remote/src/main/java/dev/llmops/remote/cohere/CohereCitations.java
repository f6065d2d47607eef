package dev.llmops.remote.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.llmops.api.grounding.Citation;
import dev.llmops.api.grounding.Passage;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.ResponseAssembly;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns the citations of an answer into those of passages, as far as they cite one.
 *
 * <p>Which characters are backed is known to the character: a citation counts only if they are
 * those that it repeats. All citations, also those of what tools returned, are kept as they came in
 * the metadata of the response.
 */
final class CohereCitations {
    private final List<Passage> documents;
    private final ResponseAssembly assembly;
    private final ArrayNode raw = Json.array();
    private final Map<Integer, StringBuilder> texts = new HashMap<>();
    private final List<Integer> order = new ArrayList<>();

    CohereCitations(List<Passage> documents, ResponseAssembly assembly) {
        this.documents = documents;
        this.assembly = assembly;
    }

    /** {@return the id under which the passage at {@code place} goes as a document} */
    static String documentId(int place) {
        return String.valueOf(place + 1);
    }

    /** Notes text of one content of the answer. */
    void text(int index, String text) {
        texts.computeIfAbsent(index, key -> {
                    order.add(key);
                    return new StringBuilder();
                })
                .append(text);
    }

    /** Notes a citation. */
    void add(JsonNode citation) {
        if (citation.isObject()) {
            raw.add(citation);
        }
    }

    /** Hands over all citations, when the whole text is known. */
    void complete() {
        if (raw.isEmpty()) {
            return;
        }
        assembly.metadata("citations", raw.toString());
        for (JsonNode citation : raw) {
            String type = Json.text(citation, "type");
            if (type.isEmpty() || type.equals("TEXT_CONTENT")) {
                resolve(citation);
            }
        }
    }

    private void resolve(JsonNode citation) {
        int before = 0;
        int wanted = Json.integer(citation, "content_index").orElse(-1);
        for (int index : order) {
            String text = texts.getOrDefault(index, new StringBuilder()).toString();
            if (wanted < 0 || wanted == index) {
                int start = start(text, citation);
                if (start >= 0) {
                    cite(citation, before + start);
                    return;
                }
            }
            before += text.length();
        }
    }

    /** {@return where the cited characters begin; -1 if they are not there} */
    private static int start(String text, JsonNode citation) {
        int start = citation.path("start").asInt(-1);
        String cited = Json.text(citation, "text");
        if (start < 0 || cited.isEmpty()) {
            return -1;
        }
        if (text.startsWith(cited, start)) {
            return start;
        }
        // Offsets that count characters outside of the first plane as one.
        boolean inside = start <= text.codePointCount(0, text.length());
        int moved = inside ? text.offsetByCodePoints(0, start) : -1;
        return inside && text.startsWith(cited, moved) ? moved : -1;
    }

    private void cite(JsonNode citation, int start) {
        int end = start + Json.text(citation, "text").length();
        for (JsonNode source : citation.path("sources")) {
            int place = place(source);
            if (place >= 0) {
                Passage passage = documents.get(place);
                assembly.citation(new Citation(
                        place + 1,
                        passage.span(),
                        passage.text(),
                        passage.title(),
                        passage.headingPath(),
                        start,
                        end,
                        Citation.Support.UNCHECKED));
            }
        }
    }

    /** {@return which passage a source is; -1 if it is none} */
    private int place(JsonNode source) {
        String id = Json.text(source, "id");
        String inner = Json.text(source.path("document"), "id");
        for (int i = 0; i < documents.size(); i++) {
            String known = documentId(i);
            if (known.equals(id) || known.equals(inner)) {
                return i;
            }
        }
        return -1;
    }
}
