package dev.llmops.remote.responses;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.grounding.Citation;
import dev.llmops.api.grounding.SourceSpan;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.ResponseAssembly;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes citations of the annotations of a text that point to a page or a file.
 *
 * <p>Which stretch of the source is meant they do not say. Sources are numbered as they come, each once. Used by one
 * thread.
 */
final class OutputCitations {
    private final ResponseAssembly assembly;
    private final Map<String, Integer> numbers = new HashMap<>();

    OutputCitations(ResponseAssembly assembly) {
        this.assembly = assembly;
    }

    /**
     * Adds the citations of one text.
     *
     * @param annotations what the provider says of the text
     * @param text the text
     * @param begin where it begins in the whole answer
     */
    void read(JsonNode annotations, String text, int begin) {
        for (JsonNode annotation : annotations) {
            String source = Json.text(annotation, "url");
            source = source.isBlank() ? Json.text(annotation, "file_id") : source;
            if (source.isBlank()) {
                continue;
            }
            String title = Json.text(annotation, "title");
            int start = offset(text, annotation, annotation.has("start_index") ? "start_index" : "index");
            int end = annotation.has("end_index") ? offset(text, annotation, "end_index") : start;
            int number = numbers.computeIfAbsent(source, added -> numbers.size() + 1);
            assembly.citation(new Citation(
                    number,
                    new SourceSpan(source, 0, 0),
                    "",
                    title.isEmpty() ? Json.text(annotation, "filename") : title,
                    List.of(),
                    begin + start,
                    begin + Math.max(start, end),
                    Citation.Support.UNCHECKED));
        }
    }

    /** {@return a place in the text, which the provider counts in characters, in UTF-16 units} */
    private static int offset(String text, JsonNode annotation, String member) {
        int characters = text.codePointCount(0, text.length());
        int place = Math.max(0, Math.min(Json.integer(annotation, member).orElse(0), characters));
        return text.offsetByCodePoints(0, place);
    }
}
