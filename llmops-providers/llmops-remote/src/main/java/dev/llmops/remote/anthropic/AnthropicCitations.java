package dev.llmops.remote.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.grounding.Citation;
import dev.llmops.api.grounding.Passage;
import dev.llmops.remote.wire.Json;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Finds the passages that the model cites.
 *
 * <p>Which document is meant is decided by the text that is cited: numbers of documents count those of the whole
 * conversation. A citation of anything but a passage is left to those who read it as it came.
 */
final class AnthropicCitations {
    private final List<Passage> passages;

    AnthropicCitations(List<Passage> passages) {
        this.passages = passages;
    }

    /** {@return the citation of a passage for the stretch of the answer from {@code start} to {@code end}} */
    Optional<Citation> read(JsonNode citation, int start, int end) {
        String quote = Json.text(citation, "cited_text");
        OptionalInt from = Json.integer(citation, "start_char_index");
        if (quote.isEmpty() || from.isEmpty()) {
            return Optional.empty();
        }
        String title = Json.text(citation, "document_title");
        int found = -1;
        for (int i = 0; i < passages.size(); i++) {
            boolean quoted = at(passages.get(i).text(), quote, from.getAsInt()) >= 0;
            if (quoted && (found < 0 || passages.get(i).title().equals(title))) {
                found = i;
            }
        }
        return found < 0
                ? Optional.empty()
                : Optional.of(
                        citation(found, at(passages.get(found).text(), quote, from.getAsInt()), quote, start, end));
    }

    private Citation citation(int index, int at, String quote, int start, int end) {
        Passage passage = passages.get(index);
        return new Citation(
                index + 1,
                passage.spanOf(at, at + quote.length()),
                quote,
                passage.title(),
                passage.headingPath(),
                start,
                end,
                Citation.Support.UNCHECKED);
    }

    /** {@return where the quote stands in UTF-16 units; -1 if not there} The provider counts code points. */
    private static int at(String text, String quote, int codePoint) {
        if (codePoint < 0 || codePoint > text.codePointCount(0, text.length())) {
            return -1;
        }
        int at = text.offsetByCodePoints(0, codePoint);
        return text.startsWith(quote, at) ? at : -1;
    }
}
