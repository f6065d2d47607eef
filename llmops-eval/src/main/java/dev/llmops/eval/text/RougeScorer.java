package dev.llmops.eval.text;

import dev.llmops.api.Require;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Computes several kinds of ROUGE at once, with precision and recall. Immutable; safe for concurrent use.
 *
 * <p>{@link Rouge} is one kind as a metric of runs. With {@link RougeTokenizer#google()} the numbers are those of
 * rouge-score 0.1.2.
 */
public final class RougeScorer {
    private final Set<RougeType> types;
    private final RougeTokenizer tokenizer;
    private final boolean needsWhole;
    private final boolean needsLines;

    private RougeScorer(Set<RougeType> types, RougeTokenizer tokenizer) {
        this.types = types;
        this.tokenizer = tokenizer;
        this.needsLines = types.contains(RougeType.LSUM);
        this.needsWhole = types.size() > (needsLines ? 1 : 0);
    }

    /** {@return a scorer of {@code types}} */
    public static RougeScorer of(RougeTokenizer tokenizer, RougeType... types) {
        Require.that(types.length > 0, "types", "types must not be empty");
        return new RougeScorer(
                Collections.unmodifiableSet(new LinkedHashSet<>(List.of(types))),
                Require.nonNull(tokenizer, "tokenizer"));
    }

    /** {@return what is computed, in the order that was asked for} */
    public Set<RougeType> types() {
        return types;
    }

    /** {@return how words are cut} */
    public RougeTokenizer tokenizer() {
        return tokenizer;
    }

    /** {@return how well {@code answer} fits {@code reference}, by kind} */
    public Map<RougeType, PrecisionRecall> score(String answer, String reference) {
        WordNumbers ids = new WordNumbers();
        int[] answerWords = needsWhole ? ids.of(tokenizer.tokenize(answer)) : new int[0];
        int[] referenceWords = needsWhole ? ids.of(tokenizer.tokenize(reference)) : new int[0];
        Map<RougeType, PrecisionRecall> scores = new LinkedHashMap<>();
        for (RougeType type : types) {
            scores.put(
                    type,
                    switch (type.unit()) {
                        case NGRAM -> ngrams(answerWords, referenceWords, type.n());
                        case SEQUENCE -> sequence(answerWords, referenceWords, ids.count());
                        case SEQUENCE_OF_LINES -> lines(answer, reference);
                    });
        }
        return scores;
    }

    /**
     * {@return for each kind the best F over the references, the first of equal ones}
     *
     * @param references at least one
     */
    public Map<RougeType, PrecisionRecall> best(String answer, List<String> references) {
        Require.that(!references.isEmpty(), "references", "references must not be empty");
        Map<RougeType, PrecisionRecall> best = score(answer, references.get(0));
        for (String reference : references.subList(1, references.size())) {
            score(answer, reference).forEach((type, score) -> best.merge(type, score, (a, b) -> b.f() > a.f() ? b : a));
        }
        return best;
    }

    private static PrecisionRecall ngrams(int[] answer, int[] reference, int n) {
        int common = WordNumbers.commonNgrams(answer, reference, n);
        return PrecisionRecall.of(
                (double) common / Math.max(1, answer.length - n + 1),
                (double) common / Math.max(1, reference.length - n + 1));
    }

    private static PrecisionRecall sequence(int[] answer, int[] reference, int tokens) {
        if (answer.length == 0 || reference.length == 0) {
            return PrecisionRecall.NONE;
        }
        double length = Lcs.with(answer, tokens).length(reference);
        return PrecisionRecall.of(length / answer.length, length / reference.length);
    }

    private PrecisionRecall lines(String answer, String reference) {
        WordNumbers ids = new WordNumbers();
        List<int[]> answerLines = linesOf(answer, ids);
        List<int[]> referenceLines = linesOf(reference, ids);
        int[] answerLeft = new int[ids.count()];
        int[] referenceLeft = new int[ids.count()];
        int answerWords = count(answerLines, answerLeft);
        int referenceWords = count(referenceLines, referenceLeft);
        if (answerWords == 0 || referenceWords == 0) {
            return PrecisionRecall.NONE;
        }
        List<Lcs> comparisons = new ArrayList<>();
        answerLines.forEach(line -> comparisons.add(Lcs.with(line, ids.count())));
        int hits = 0;
        for (int[] line : referenceLines) {
            BitSet union = new BitSet();
            comparisons.forEach(comparison -> comparison.markHits(line, union));
            for (int i = union.nextSetBit(0); i >= 0; i = union.nextSetBit(i + 1)) {
                // A word counts as often as both texts have it, however many lines share it.
                if (answerLeft[line[i]] > 0 && referenceLeft[line[i]] > 0) {
                    answerLeft[line[i]]--;
                    referenceLeft[line[i]]--;
                    hits++;
                }
            }
        }
        return PrecisionRecall.of((double) hits / answerWords, (double) hits / referenceWords);
    }

    private List<int[]> linesOf(String text, WordNumbers ids) {
        List<int[]> lines = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            if (!line.isEmpty()) {
                lines.add(ids.of(tokenizer.tokenize(line)));
            }
        }
        return lines;
    }

    private static int count(List<int[]> lines, int[] counts) {
        int words = 0;
        for (int[] line : lines) {
            words += line.length;
            for (int word : line) {
                counts[word]++;
            }
        }
        return words;
    }
}
