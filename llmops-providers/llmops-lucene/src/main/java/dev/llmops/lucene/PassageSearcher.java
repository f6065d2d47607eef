package dev.llmops.lucene;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.CallControl;
import dev.llmops.api.DeadlineExceededException;
import dev.llmops.api.embedding.EmbeddingRequest.Purpose;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * Finds passages by words and, with an embedder, by meaning.
 *
 * <p>Words are weighed by BM25 (k1 1.2, b 0.75) in each {@link TextField}; the score of a passage is
 * its share, in [0, 1], of what a passage would score that has every word in every field. Meaning is
 * weighed by the cosine of the vectors. With both, passages are ordered by reciprocal rank fusion,
 * {@code Σ 1 / (60 + rank)} (Cormack, Clarke and Büttcher, 2009), and scored by that sum over the
 * highest possible one. Ties are broken by id.
 */
final class PassageSearcher {
    private static final int RANK_CONSTANT = 60;

    private final IndexStore store;
    private final TextAnalysis analysis;
    private final @Nullable Embedder embedder;

    PassageSearcher(IndexStore store, TextAnalysis analysis, @Nullable Embedder embedder) {
        this.store = store;
        this.analysis = analysis;
        this.embedder = embedder;
    }

    /** What was found, and what went wrong on the way; a note is empty if nothing did. */
    record Result(List<Hit> hits, String note) {}

    Result search(SearchRequest request, CallControl control) {
        float @Nullable [] query = null;
        String note = "";
        if (embedder != null) {
            try {
                query = embedder.embed(
                                List.of(request.text()),
                                Purpose.QUERY,
                                store.format().dimensions(),
                                control)
                        .get(0);
            } catch (CallCancelledException | DeadlineExceededException e) {
                throw e;
            } catch (RuntimeException e) {
                // Words alone still find much; the caller hears of it.
                note = "words only: embedding failed with " + e.getClass().getSimpleName();
            }
        }
        float[] vector = query;
        return new Result(store.read(searcher -> search(searcher, request, vector)), note);
    }

    private List<Hit> search(IndexSearcher searcher, SearchRequest request, float @Nullable [] vector)
            throws IOException {
        @Nullable Query filter = filter(request.filter());
        List<ScoreDoc> byWords = byWords(searcher, request, filter);
        if (vector == null) {
            return load(searcher, byWords, request);
        }
        List<ScoreDoc> byMeaning = new VectorSearch(searcher, vector)
                .top(request.depth(), filter).stream()
                        .filter(found -> found.score >= request.minimum())
                        .toList();
        return load(searcher, fuse(byWords, byMeaning), request);
    }

    private List<ScoreDoc> byWords(IndexSearcher searcher, SearchRequest request, @Nullable Query filter)
            throws IOException {
        WordQuery words = WordQuery.of(request, analysis, searcher.getIndexReader());
        Query query = filter == null
                ? words.query()
                : new BooleanQuery.Builder()
                        .add(words.query(), Occur.MUST)
                        .add(filter, Occur.FILTER)
                        .build();
        List<ScoreDoc> found = new ArrayList<>();
        for (ScoreDoc match : searcher.search(query, request.depth()).scoreDocs) {
            float share = words.best() > 0 ? (float) Math.min(1, match.score / words.best()) : 1;
            if (share >= request.minimum()) {
                found.add(new ScoreDoc(match.doc, share));
            }
        }
        return found;
    }

    private static @Nullable Query filter(Map<String, String> metadata) {
        if (metadata.isEmpty()) {
            return null;
        }
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        metadata.forEach((key, value) -> all.add(new TermQuery(IndexEntries.byMetadata(key, value)), Occur.FILTER));
        return all.build();
    }

    private static List<ScoreDoc> fuse(List<ScoreDoc> byWords, List<ScoreDoc> byMeaning) {
        Map<Integer, Double> sums = new HashMap<>();
        for (List<ScoreDoc> ranking : List.of(byWords, byMeaning)) {
            for (int rank = 0; rank < ranking.size(); rank++) {
                sums.merge(ranking.get(rank).doc, 1.0 / (RANK_CONSTANT + rank + 1), Double::sum);
            }
        }
        double highest = 2.0 / (RANK_CONSTANT + 1);
        List<ScoreDoc> fused = new ArrayList<>();
        sums.forEach((document, sum) -> fused.add(new ScoreDoc(document, (float) (sum / highest))));
        fused.sort(Comparator.comparingDouble((ScoreDoc found) -> -found.score));
        return fused;
    }

    private static List<Hit> load(IndexSearcher searcher, List<ScoreDoc> found, SearchRequest request)
            throws IOException {
        List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
        List<Hit> hits = new ArrayList<>(Math.min(found.size(), request.size()));
        for (ScoreDoc each : found) {
            // What scores like the last one is looked at too, so that ties are broken by id and not by chance.
            if (hits.size() >= request.size()
                    && each.score < hits.get(hits.size() - 1).score()) {
                break;
            }
            hits.add(load(leaves.get(ReaderUtil.subIndex(each.doc, leaves)), each, request.withVectors()));
        }
        hits.sort(Comparator.comparingDouble((Hit hit) -> -hit.score())
                .thenComparing(hit -> hit.passage().documentId())
                .thenComparingInt(hit -> hit.passage().ordinal()));
        return hits.size() <= request.size() ? hits : new ArrayList<>(hits.subList(0, request.size()));
    }

    private static Hit load(LeafReaderContext leaf, ScoreDoc found, boolean withVector) throws IOException {
        int entry = found.doc - leaf.docBase;
        @Nullable BytesRef bytes = EntryReader.value(leaf, entry, IndexEntries.PASSAGE);
        if (bytes == null) {
            throw new CorruptIndexException("An entry has words and no passage.", "entry " + entry);
        }
        StoredPassage stored = StoredPassage.of(bytes.bytes, bytes.offset, bytes.length);
        return new Hit(stored, found.score, withVector ? VectorSearch.vectorOf(leaf, entry) : null);
    }
}
