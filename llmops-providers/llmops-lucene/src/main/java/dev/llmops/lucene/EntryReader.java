package dev.llmops.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Reads entries of the index whole: what {@link IndexEntries} wrote. */
final class EntryReader {
    private final IndexSearcher searcher;

    EntryReader(IndexSearcher searcher) {
        this.searcher = searcher;
    }

    /** {@return the documents among the entries that have {@code term}} */
    List<StoredDocument> documents(Term term) throws IOException {
        List<StoredDocument> documents = new ArrayList<>();
        forEach(term, (leaf, entry) -> {
            @Nullable BytesRef bytes = value(leaf, entry, IndexEntries.DOCUMENT);
            if (bytes != null) {
                documents.add(StoredDocument.of(bytes.bytes, bytes.offset, bytes.length));
            }
        });
        return documents;
    }

    /** {@return the passages among the entries that have {@code term}, which must be of one document, in order} */
    List<StoredPassage> passages(Term term) throws IOException {
        List<StoredPassage> passages = new ArrayList<>();
        forEach(term, (leaf, entry) -> {
            @Nullable BytesRef bytes = value(leaf, entry, IndexEntries.PASSAGE);
            if (bytes != null) {
                passages.add(StoredPassage.of(bytes.bytes, bytes.offset, bytes.length));
            }
        });
        passages.sort(Comparator.comparingInt(stored -> stored.passage().ordinal()));
        return passages;
    }

    /** {@return the vectors of the entries that have {@code term}, by the hash of the text they were made of} */
    Map<String, float[]> vectors(Term term) throws IOException {
        Map<String, float[]> vectors = new HashMap<>();
        forEach(term, (leaf, entry) -> {
            float[] vector = VectorSearch.vectorOf(leaf, entry);
            @Nullable BytesRef hash = value(leaf, entry, IndexEntries.EMBEDDED);
            if (vector != null && hash != null) {
                vectors.put(hash.utf8ToString(), vector);
            }
        });
        return vectors;
    }

    /** {@return what an entry of a leaf has in a field; null if it has nothing} */
    static @Nullable BytesRef value(LeafReaderContext leaf, int entry, String field) throws IOException {
        @Nullable BinaryDocValues values = leaf.reader().getBinaryDocValues(field);
        return values == null || !values.advanceExact(entry) ? null : values.binaryValue();
    }

    private void forEach(Term term, Visitor visitor) throws IOException {
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            @Nullable PostingsEnum postings = leaf.reader().postings(term, PostingsEnum.NONE);
            if (postings == null) {
                continue;
            }
            @Nullable Bits live = leaf.reader().getLiveDocs();
            for (int entry = postings.nextDoc(); entry != DocIdSetIterator.NO_MORE_DOCS; entry = postings.nextDoc()) {
                if (live == null || live.get(entry)) {
                    visitor.visit(leaf, entry);
                }
            }
        }
    }

    /** Looks at one entry. */
    @FunctionalInterface
    private interface Visitor {
        void visit(LeafReaderContext leaf, int entry) throws IOException;
    }
}
