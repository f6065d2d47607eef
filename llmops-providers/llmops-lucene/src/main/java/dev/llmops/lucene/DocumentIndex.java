package dev.llmops.lucene;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.CallControl;
import dev.llmops.api.ConfigurationException;
import dev.llmops.api.InvalidInputException;
import dev.llmops.api.Require;
import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.api.embedding.EmbeddingRequest.Purpose;
import dev.llmops.api.grounding.Document;
import dev.llmops.api.grounding.Passage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;

/**
 * Documents, cut into passages that can be found by their words and by their meaning.
 *
 * <p>Kept in memory, or in a directory that one process writes and any number may read. A change is
 * seen by every search that begins after it; it survives a crash from the next {@link #commit()} or
 * {@link #close()} on, and until then a crash leaves what was committed before. A document that has
 * not changed costs nothing to add again, and a changed one only the vectors of its new passages.
 *
 * <p>Safe for concurrent use. Searches run beside each other and beside changes; changes take turns.
 * Close it when it is no longer used.
 *
 * <pre>{@code
 * try (DocumentIndex manuals = DocumentIndex.open(Path.of("manuals.index"))) {
 *     manuals.addAll(DocumentReader.standard().readAll(Path.of("manuals")));
 *     manuals.commit();
 *     List<Passage> found = manuals.search("How often is pump P-101 serviced?", 5);
 * }
 * }</pre>
 */
public final class DocumentIndex implements AutoCloseable {
    private static final int LONGEST_ID = 8000;

    private final IndexStore store;
    private final Chunker chunker;
    private final @Nullable Embedder embedder;
    private final TextAnalysis analysis;
    private final PassageSearcher searcher;
    private final Set<String> requiredFilters;

    /** What each document was made of when it was added; complete, and used only where the index may be changed. */
    private final Map<String, String> fingerprints = new ConcurrentHashMap<>();

    private final ReentrantLock changing = new ReentrantLock();

    private DocumentIndex(Builder builder, @Nullable Path path) {
        this.chunker = builder.chunker;
        this.embedder = builder.embedding == null ? null : new Embedder(builder.embedding);
        this.analysis = new TextAnalysis(builder.language);
        this.requiredFilters = Set.copyOf(builder.requiredFilters);
        IndexFormat format = new IndexFormat(
                builder.language,
                embedder == null ? "" : embedder.model(),
                embedder == null ? 0 : embedder.dimensions());
        this.store = IndexLocation.open(path, format, analysis, builder.readOnly);
        this.searcher = new PassageSearcher(store, analysis, embedder);
        if (!store.isReadOnly()) {
            readFingerprints();
        }
    }

    private void readFingerprints() {
        try {
            storedDocuments().forEach(stored -> fingerprints.put(stored.id(), stored.fingerprint()));
        } catch (RuntimeException e) {
            // Nobody will have this index to close it, and its lock would keep everybody out.
            close();
            throw e;
        }
    }

    /** {@return an empty index in memory, searched by words} */
    public static DocumentIndex inMemory() {
        return builder().inMemory();
    }

    /**
     * {@return the index in {@code directory}, searched by words; made if the directory is empty or missing}
     *
     * @throws ConfigurationException if it is another kind of directory or index, or somebody else writes it
     * @throws CallCancelledException if the thread is interrupted
     */
    public static DocumentIndex open(Path directory) {
        return builder().open(directory);
    }

    /** {@return a builder of an index} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Adds a document, or puts it in the place of the one with the same id.
     *
     * @return what this changed
     */
    public Change add(Document document) {
        return add(document, CallControl.detached());
    }

    /**
     * Adds documents, or puts them in the place of those with the same ids.
     *
     * <p>If one cannot be added, those before it are in the index.
     *
     * @return how many documents this changed
     */
    public int addAll(Iterable<Document> documents) {
        int changed = 0;
        for (Document document : Require.nonNull(documents, "documents")) {
            changed += add(document) == Change.UNCHANGED ? 0 : 1;
        }
        return changed;
    }

    /**
     * Puts a document in the place of the one with the same id.
     *
     * @return what this changed
     * @throws InvalidInputException if there is no document with this id
     */
    public Change update(Document document) {
        Require.nonNull(document, "document");
        changing.lock();
        try {
            if (!fingerprints.containsKey(document.id())) {
                throw new InvalidInputException(
                        "document",
                        "There is no document \"" + document.id() + "\" to update. Use add(…) for new ones.");
            }
            return add(document);
        } finally {
            changing.unlock();
        }
    }

    /**
     * Removes a document with all its passages.
     *
     * @return whether it was there
     */
    public boolean delete(String documentId) {
        Require.nonBlank(documentId, "documentId");
        changing.lock();
        try {
            if (!fingerprints.containsKey(documentId)) {
                store.requireWritable();
                return false;
            }
            store.delete(IndexEntries.byDocument(documentId));
            fingerprints.remove(documentId);
            return true;
        } finally {
            changing.unlock();
        }
    }

    /** {@return the document with this id, put together from its passages; without its source map} */
    public Optional<Document> document(String documentId) {
        Require.nonBlank(documentId, "documentId");
        Term term = IndexEntries.byDocument(documentId);
        return store.read(open -> {
            EntryReader entries = new EntryReader(open);
            List<StoredDocument> documents = entries.documents(term);
            if (documents.isEmpty()) {
                return Optional.empty();
            }
            StringBuilder text = new StringBuilder(documents.get(0).lead());
            for (StoredPassage passage : entries.passages(term)) {
                text.append(passage.core()).append(passage.gap());
            }
            return Optional.of(documents.get(0).withText(text.toString()));
        });
    }

    /** {@return the ids of all documents, in order} */
    public Set<String> documentIds() {
        Set<String> ids = new TreeSet<>();
        storedDocuments().forEach(stored -> ids.add(stored.id()));
        return ids;
    }

    /** {@return the number of documents} */
    public int documentCount() {
        return count(IndexEntries.everyDocument());
    }

    /** {@return the number of passages} */
    public int passageCount() {
        return count(IndexEntries.everyPassage());
    }

    /**
     * {@return the passages that fit {@code query} best, best first; none if nothing fits}
     *
     * @param query a question or some words
     * @param top how many passages at most
     */
    public List<Passage> search(String query, int top) {
        return search(query, top, Map.of());
    }

    /**
     * {@return the passages that fit {@code query} best, best first; none if nothing fits}
     *
     * @param query a question or some words
     * @param top how many passages at most
     * @param filter metadata that the documents must have; with all keys that the index requires
     */
    public List<Passage> search(String query, int top, Map<String, String> filter) {
        Require.nonNull(query, "query");
        Require.inRange(top, 1, 10_000, "top");
        Map<String, String> copy = Map.copyOf(Require.nonNull(filter, "filter"));
        // Rankings are fused well beyond what is wanted, so that the second best of both can come first.
        int depth = embedder == null ? top : Math.max(top, DocumentSearch.CANDIDATES);
        SearchRequest request = new SearchRequest(query, List.of(), copy, depth, top, 0, false);
        return find(request, CallControl.detached()).hits().stream()
                .map(hit -> hit.passage().toBuilder().score(hit.score()).build())
                .toList();
    }

    /**
     * Makes all changes survive a crash; costs some milliseconds.
     *
     * @throws ConfigurationException if the index is open for reading only
     * @throws CallCancelledException if the thread is interrupted; the changes may survive or not
     */
    public void commit() {
        store.commit();
    }

    /** Commits all changes and lets go of the files, also on a thread that is interrupted. Closing again does nothing. */
    @Override
    public void close() {
        store.close();
        analysis.close();
    }

    /** Shows how much is in the index. */
    @Override
    public String toString() {
        return "DocumentIndex[" + store.location() + "]";
    }

    PassageSearcher.Result find(SearchRequest request, CallControl control) {
        for (String key : requiredFilters) {
            if (!request.filter().containsKey(key)) {
                throw new InvalidInputException(
                        "filter",
                        "This index requires a filter for \"" + key + "\". Give its value with filter(…)"
                                + " or filterByPrompt(…).");
            }
        }
        return searcher.search(request, control);
    }

    private Change add(Document document, CallControl control) {
        Require.nonNull(document, "document");
        Require.that(
                document.id().length() <= LONGEST_ID,
                "document",
                "the id of a document must have at most " + LONGEST_ID + " characters, had "
                        + document.id().length());
        store.requireWritable();
        String fingerprint = fingerprint(document);
        changing.lock();
        try {
            @Nullable String known = fingerprints.get(document.id());
            if (fingerprint.equals(known)) {
                return Change.UNCHANGED;
            }
            List<Chunk> chunks = chunker.split(document);
            IndexEntries entries = new IndexEntries(document, chunks);
            List<float @Nullable []> vectors = vectors(document.id(), known != null, chunks, entries, control);
            store.replace(IndexEntries.byDocument(document.id()), entries.build(vectors, fingerprint));
            fingerprints.put(document.id(), fingerprint);
            return known == null ? Change.ADDED : Change.UPDATED;
        } finally {
            changing.unlock();
        }
    }

    /** {@return a vector per chunk, those of known texts as they are; nothing without an embedder} */
    private List<float @Nullable []> vectors(
            String documentId, boolean replaces, List<Chunk> chunks, IndexEntries entries, CallControl control) {
        if (embedder == null) {
            return List.of();
        }
        Map<String, float[]> known = replaces ? knownVectors(documentId) : new HashMap<>();
        Map<String, String> missing = new LinkedHashMap<>();
        List<String> hashes = new ArrayList<>(chunks.size());
        for (Chunk chunk : chunks) {
            String text = entries.embedded(chunk);
            String hash = ContentHash.of(text);
            hashes.add(hash);
            if (!known.containsKey(hash)) {
                missing.put(hash, text);
            }
        }
        List<String> order = List.copyOf(missing.keySet());
        List<float @Nullable []> made = embedder.embed(
                List.copyOf(missing.values()), Purpose.DOCUMENT, store.format().dimensions(), control);
        for (int i = 0; i < made.size(); i++) {
            float[] vector = made.get(i);
            if (vector != null) {
                known.put(order.get(i), vector);
                store.noteDimensions(vector.length);
            }
        }
        List<float @Nullable []> vectors = new ArrayList<>(hashes.size());
        hashes.forEach(hash -> vectors.add(known.get(hash)));
        return vectors;
    }

    private Map<String, float[]> knownVectors(String documentId) {
        return store.read(open -> new EntryReader(open).vectors(IndexEntries.byDocument(documentId)));
    }

    private String fingerprint(Document document) {
        ContentHash hash = new ContentHash()
                .add(document.text())
                .add(document.title())
                .add(document.mediaType())
                .add(document.location().orElse(""))
                .add(document.modified().map(Object::toString).orElse(""))
                .add(chunker.tokens() + "/" + chunker.overlap());
        new TreeMap<>(document.metadata()).forEach((key, value) -> hash.add(key).add(value));
        return hash.value();
    }

    private List<StoredDocument> storedDocuments() {
        return store.read(open -> new EntryReader(open).documents(IndexEntries.everyDocument()));
    }

    private int count(Term term) {
        return store.read(open -> open.count(new TermQuery(term)));
    }

    /** What adding a document changed. */
    public enum Change {
        /** The document is new. */
        ADDED,
        /** The document took the place of another version. */
        UPDATED,
        /** The document was there already, exactly so. */
        UNCHANGED
    }

    /** Collects the settings of an index. Not safe for concurrent use. */
    public static final class Builder {
        private Chunker chunker = Chunker.standard();
        private IndexLanguage language = IndexLanguage.ENGLISH;
        private @Nullable EmbeddingClient embedding;
        private boolean readOnly;
        private final Set<String> requiredFilters = new LinkedHashSet<>();

        private Builder() {}

        /** Sets what cuts documents; the default is {@link Chunker#standard()}. */
        public Builder chunker(Chunker chunker) {
            this.chunker = Require.nonNull(chunker, "chunker");
            return this;
        }

        /** Sets the language of the documents; the default is English. */
        public Builder language(IndexLanguage language) {
            this.language = Require.nonNull(language, "language");
            return this;
        }

        /**
         * Lets passages be found by meaning too.
         *
         * <p>The texts of all passages and queries are given to {@code embedding}. An index remembers the
         * model it was built with and refuses another.
         */
        public Builder embedding(EmbeddingClient embedding) {
            this.embedding = Require.nonNull(embedding, "embedding");
            return this;
        }

        /**
         * Makes every search fail that does not filter by {@code key}, so that no tenant sees another's documents by
         * an oversight.
         */
        public Builder requireFilter(String key) {
            requiredFilters.add(Require.nonBlank(key, "key"));
            return this;
        }

        /**
         * Opens the index for searching only, beside whoever writes it.
         *
         * <p>What the writer commits is seen within about a second.
         */
        public Builder readOnly() {
            this.readOnly = true;
            return this;
        }

        /** {@return an empty index in memory} */
        public DocumentIndex inMemory() {
            if (readOnly) {
                throw new ConfigurationException("An index in memory begins empty; leave out readOnly() to fill it.");
            }
            return new DocumentIndex(this, null);
        }

        /**
         * {@return the index in {@code directory}; made if the directory is empty or missing}
         *
         * @throws ConfigurationException if it is another kind of directory or index, or somebody else writes it
         * @throws CallCancelledException if the thread is interrupted
         */
        public DocumentIndex open(Path directory) {
            return new DocumentIndex(this, Require.nonNull(directory, "directory"));
        }
    }
}
