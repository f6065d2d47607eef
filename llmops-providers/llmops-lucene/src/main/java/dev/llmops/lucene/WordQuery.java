package dev.llmops.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * The words of a request as a query: every word in every field, with the weight of the field.
 *
 * @param query the query; matches nothing if the request has no words
 * @param best what a passage would score that has every word of the user in every field
 */
record WordQuery(Query query, double best) {
    /** Of longer requests only the rarest words count; the rest costs time and says little. */
    private static final int MOST_WORDS = 48;

    /** Beyond this no further hints are taken, since Lucene allows 1024 clauses in all. */
    private static final int MOST_CLAUSES = 512;

    static WordQuery of(SearchRequest request, TextAnalysis analysis, IndexReader reader) throws IOException {
        Terms terms = new Terms(reader, analysis);
        Map<String, Integer> stems = terms.rarest(TextField.TEXT, analysis.terms(TextField.TEXT, request.text()));
        Map<String, Integer> exact = terms.rarest(TextField.EXACT, analysis.terms(TextField.EXACT, request.text()));
        Map<String, Integer> pairs = terms.rarest(TextField.PAIR, analysis.terms(TextField.PAIR, request.text()));
        Clauses clauses = new Clauses();
        clauses.add(TextField.TEXT, stems, 1);
        clauses.add(TextField.LEAD, stems, 1);
        clauses.add(TextField.TITLE, stems, 1);
        clauses.add(TextField.EXACT, exact, 1);
        clauses.add(TextField.PAIR, pairs, 1);
        for (SearchRequest.Hint hint : request.hints()) {
            if (clauses.size() > MOST_CLAUSES) {
                break;
            }
            Map<String, Integer> hinted = terms.rarest(TextField.TEXT, analysis.terms(TextField.TEXT, hint.text()));
            clauses.add(TextField.TEXT, hinted, hint.weight());
            clauses.add(TextField.TITLE, hinted, hint.weight());
            clauses.add(
                    TextField.EXACT,
                    terms.rarest(TextField.EXACT, analysis.terms(TextField.EXACT, hint.text())),
                    hint.weight());
        }
        return new WordQuery(clauses.build(), terms.information(stems) * totalWeight());
    }

    /** What a word counts that the request has several times: more than one, less than as many. */
    private static float weight(int count) {
        return (float) (1 + Math.log(count));
    }

    private static double totalWeight() {
        double total = 0;
        for (TextField field : TextField.values()) {
            total += field.weight();
        }
        return total;
    }

    /** Which terms are rare in an index. */
    private static final class Terms {
        private final IndexReader reader;
        private final TextAnalysis analysis;
        private final Map<Term, Integer> frequencies = new HashMap<>();

        Terms(IndexReader reader, TextAnalysis analysis) {
            this.reader = reader;
            this.analysis = analysis;
        }

        Map<String, Integer> rarest(TextField field, Map<String, Integer> terms) throws IOException {
            if (terms.size() <= MOST_WORDS) {
                return terms;
            }
            List<String> byRarity = new ArrayList<>(terms.keySet());
            for (String term : byRarity) {
                frequency(field, term);
            }
            byRarity.sort(Comparator.comparingInt(term -> {
                int frequency = frequencies.getOrDefault(new Term(field.field(), term), 0);
                return frequency == 0 ? Integer.MAX_VALUE : frequency;
            }));
            Map<String, Integer> rarest = new LinkedHashMap<>();
            byRarity.subList(0, MOST_WORDS).forEach(term -> rarest.put(term, terms.getOrDefault(term, 1)));
            return rarest;
        }

        /** {@return the sum of the inverse document frequencies of the terms, but for those of any question} */
        double information(Map<String, Integer> terms) throws IOException {
            int passages = reader.getDocCount(TextField.TEXT.field());
            double sum = 0;
            for (Map.Entry<String, Integer> term : terms.entrySet()) {
                if (analysis.isQuestionStem(term.getKey())) {
                    continue;
                }
                int frequency = frequency(TextField.TEXT, term.getKey());
                sum += weight(term.getValue()) * Math.log(1 + (passages - frequency + 0.5) / (frequency + 0.5));
            }
            return sum;
        }

        private int frequency(TextField field, String text) throws IOException {
            Term term = new Term(field.field(), text);
            Integer known = frequencies.get(term);
            if (known == null) {
                known = reader.docFreq(term);
                frequencies.put(term, known);
            }
            return known;
        }
    }

    /** The clauses of a query; what is added to a term again makes it count more. */
    private static final class Clauses {
        private final Map<Term, Float> weights = new LinkedHashMap<>();

        void add(TextField field, Map<String, Integer> terms, float weight) {
            terms.forEach((text, count) ->
                    weights.merge(new Term(field.field(), text), field.weight() * weight * weight(count), Float::sum));
        }

        int size() {
            return weights.size();
        }

        Query build() {
            BooleanQuery.Builder builder = new BooleanQuery.Builder();
            weights.forEach((term, weight) -> builder.add(new BoostQuery(new TermQuery(term), weight), Occur.SHOULD));
            return builder.build();
        }
    }
}
