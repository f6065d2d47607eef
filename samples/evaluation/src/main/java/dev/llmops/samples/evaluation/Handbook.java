package dev.llmops.samples.evaluation;

import dev.llmops.api.grounding.Document;
import dev.llmops.api.grounding.SourceSpan;
import dev.llmops.eval.Item;
import dev.llmops.lucene.DocumentReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The documents that are asked about, and where in them the answers stand. */
final class Handbook {
    private static final List<String> QUOTES = List.of("quote", "quote2");

    private final Map<String, Document> documents = new TreeMap<>();

    private Handbook(Iterable<Document> documents) {
        documents.forEach(document -> this.documents.put(document.id(), document));
    }

    static Handbook read(Path directory) {
        return new Handbook(DocumentReader.standard().readAll(directory));
    }

    Collection<Document> documents() {
        return documents.values();
    }

    /** {@return the sentences and table rows that answer {@code item}; none if the handbook does not} */
    List<Evidence> evidence(Item item) {
        List<Evidence> evidence = new ArrayList<>();
        for (String name : QUOTES) {
            String quote = item.field(name);
            if (quote != null) {
                evidence.add(find(quote, item));
            }
        }
        return evidence;
    }

    private Evidence find(String quote, Item item) {
        String best = "";
        SourceSpan span = null;
        for (String id : item.relevant().keySet()) {
            String document = id.substring(0, id.lastIndexOf('#'));
            Document read = documents.get(document);
            int start = read == null ? -1 : read.text().indexOf(quote);
            int passage = Integer.parseInt(id.substring(id.lastIndexOf('#') + 1));
            if (start >= passage && (best.isEmpty() || passage > start(best))) {
                best = id;
                span = new SourceSpan(document, start, start + quote.length());
            }
        }
        if (span == null) {
            throw new IllegalStateException("The quote of " + item.id() + " is in none of its relevant passages.");
        }
        return new Evidence(best, span);
    }

    private static int start(String passage) {
        return Integer.parseInt(passage.substring(passage.lastIndexOf('#') + 1));
    }

    /**
     * A stretch of the handbook that answers a question.
     *
     * @param passage the id of the passage that holds it, as the index of the quickstart names it
     * @param span where the stretch is
     */
    record Evidence(String passage, SourceSpan span) {
        /** {@return whether all of it is in {@code other}} */
        boolean isWithin(SourceSpan other) {
            return span.documentId().equals(other.documentId())
                    && other.start() <= span.start()
                    && span.end() <= other.end();
        }
    }
}
