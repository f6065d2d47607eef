package dev.llmops.eval.retrieval;

import dev.llmops.api.Require;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * The documents that a search returned for one query, best first. Immutable.
 *
 * <p>Documents with equal scores stand in descending order of their ids, compared by code points, as
 * trec_eval orders them: an order that favours nobody and is the same everywhere.
 */
public final class Ranking {
    private static final Ranking EMPTY = new Ranking(List.of());

    private final List<Entry> entries;

    private Ranking(List<Entry> entries) {
        this.entries = entries;
    }

    /** {@return the ranking of a search that returned nothing} */
    public static Ranking empty() {
        return EMPTY;
    }

    /** {@return a ranking of documents in this very order; ids must differ} */
    public static Ranking of(List<String> ids) {
        List<Entry> entries = new ArrayList<>();
        for (String id : Require.nonNull(ids, "ids")) {
            entries.add(new Entry(id, -entries.size()));
        }
        return checked(entries);
    }

    /** {@return a ranking by score, highest first} */
    public static Ranking byScore(Map<String, Double> scores) {
        List<Entry> entries = new ArrayList<>();
        Require.nonNull(scores, "scores").forEach((id, score) -> entries.add(new Entry(id, score)));
        entries.sort(Comparator.comparingDouble(Entry::score)
                .thenComparing(Entry::id, Ranking::byCodePoint)
                .reversed());
        return checked(entries);
    }

    /** {@return the documents, best first} */
    public List<Entry> entries() {
        return entries;
    }

    /** {@return the ids, best first} */
    public List<String> ids() {
        return entries.stream().map(Entry::id).toList();
    }

    /** {@return how many documents were returned} */
    public int size() {
        return entries.size();
    }

    /** {@return the first {@code count} documents, or all if there are fewer} */
    public Ranking first(int count) {
        Require.inRange(count, 0, Integer.MAX_VALUE, "count");
        return count >= entries.size() ? this : new Ranking(entries.subList(0, count));
    }

    /** {@return this ranking without the documents that nobody has judged, as a condensed list} */
    public Ranking judgedOnly(Judgements judgements) {
        Require.nonNull(judgements, "judgements");
        return new Ranking(entries.stream()
                .filter(entry -> judgements.isJudged(entry.id()))
                .toList());
    }

    /** Shows the number of documents. */
    @Override
    public String toString() {
        return "Ranking[" + entries.size() + " documents]";
    }

    private static Ranking checked(List<Entry> entries) {
        HashSet<String> ids = new HashSet<>();
        for (Entry entry : entries) {
            Require.that(ids.add(entry.id()), "ids", "document \"" + entry.id() + "\" is ranked twice");
        }
        return new Ranking(List.copyOf(entries));
    }

    /** Compares as UTF-8 bytes would; char by char, surrogates would sort before some other characters. */
    private static int byCodePoint(String one, String other) {
        int[] left = one.codePoints().toArray();
        int[] right = other.codePoints().toArray();
        return Arrays.compare(left, right);
    }

    /**
     * A ranked document.
     *
     * @param id its id
     * @param score how well it fits, as the search says; comparable only within one ranking
     */
    public record Entry(String id, double score) {
        /** Checks both components. */
        public Entry {
            Require.nonBlank(id, "id");
            Require.that(!Double.isNaN(score), "score", "score of \"" + id + "\" must be a number");
        }
    }
}
