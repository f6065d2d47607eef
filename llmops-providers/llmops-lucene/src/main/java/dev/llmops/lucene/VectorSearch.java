package dev.llmops.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.PriorityQueue;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/** Finds the passages whose vectors point where a given one does. */
final class VectorSearch {
    /** Up to here every vector is compared, which is exact; beyond, Lucene's graph is asked. */
    private static final int LARGEST_EXACT = 10_000;

    /** The graph is asked for more than is wanted, because it may miss some. */
    private static final int OVERSAMPLING = 2;

    private final IndexSearcher searcher;
    private final float[] target;

    VectorSearch(IndexSearcher searcher, float[] target) {
        this.searcher = searcher;
        this.target = target;
    }

    /** {@return the nearest passages and their cosines, nearest first} */
    List<ScoreDoc> top(int size, @Nullable Query filter) throws IOException {
        int vectors = 0;
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            FloatVectorValues values = leaf.reader().getFloatVectorValues(IndexEntries.VECTOR);
            vectors += values == null ? 0 : values.size();
        }
        return vectors <= LARGEST_EXACT ? exact(size, filter) : byGraph(size, filter);
    }

    private List<ScoreDoc> byGraph(int size, @Nullable Query filter) throws IOException {
        KnnFloatVectorQuery query = new KnnFloatVectorQuery(IndexEntries.VECTOR, target, size * OVERSAMPLING, filter);
        TopDocs found = searcher.search(query, size);
        List<ScoreDoc> nearest = new ArrayList<>();
        for (ScoreDoc each : found.scoreDocs) {
            // Lucene's score of a dot product is (1 + product) / 2.
            nearest.add(new ScoreDoc(each.doc, 2 * each.score - 1));
        }
        return nearest;
    }

    private List<ScoreDoc> exact(int size, @Nullable Query filter) throws IOException {
        @Nullable Weight weight = filter == null
                ? null
                : searcher.createWeight(searcher.rewrite(filter), ScoreMode.COMPLETE_NO_SCORES, 1);
        Nearest nearest = new Nearest(size);
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            FloatVectorValues values = leaf.reader().getFloatVectorValues(IndexEntries.VECTOR);
            @Nullable DocIdSetIterator allowed = allowed(weight, leaf);
            if (values != null && allowed != null) {
                scan(values, allowed, leaf, nearest);
            }
        }
        return nearest.inOrder();
    }

    private void scan(FloatVectorValues values, DocIdSetIterator allowed, LeafReaderContext leaf, Nearest nearest)
            throws IOException {
        Bits live = leaf.reader().getLiveDocs();
        int document = values.nextDoc();
        while (document != DocIdSetIterator.NO_MORE_DOCS) {
            int next = allowed.docID() < document ? allowed.advance(document) : allowed.docID();
            if (next > document) {
                document = next == DocIdSetIterator.NO_MORE_DOCS ? next : values.advance(next);
                continue;
            }
            if (live == null || live.get(document)) {
                nearest.offer(leaf.docBase + document, VectorUtil.dotProduct(target, values.vectorValue()));
            }
            document = values.nextDoc();
        }
    }

    private static @Nullable DocIdSetIterator allowed(@Nullable Weight weight, LeafReaderContext leaf)
            throws IOException {
        if (weight == null) {
            return DocIdSetIterator.all(leaf.reader().maxDoc());
        }
        @Nullable Scorer scorer = weight.scorer(leaf);
        return scorer == null ? null : scorer.iterator();
    }

    /** {@return the vector of a document of a leaf; null if it has none} */
    static float @Nullable [] vectorOf(LeafReaderContext leaf, int document) throws IOException {
        FloatVectorValues values = leaf.reader().getFloatVectorValues(IndexEntries.VECTOR);
        if (values == null || values.advance(document) != document) {
            return null;
        }
        return values.vectorValue().clone();
    }

    /** The best so far; of equals the first. */
    private static final class Nearest extends PriorityQueue<ScoreDoc> {
        private final int limit;

        Nearest(int limit) {
            super(limit);
            this.limit = limit;
        }

        @Override
        protected boolean lessThan(ScoreDoc a, ScoreDoc b) {
            return a.score < b.score || (a.score == b.score && a.doc > b.doc);
        }

        void offer(int document, float cosine) {
            if (size() < limit || cosine > top().score) {
                insertWithOverflow(new ScoreDoc(document, cosine));
            }
        }

        List<ScoreDoc> inOrder() {
            ScoreDoc[] found = new ScoreDoc[size()];
            for (int i = found.length - 1; i >= 0; i--) {
                found[i] = pop();
            }
            return Arrays.asList(found);
        }
    }
}
