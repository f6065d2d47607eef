package dev.llmops.lucene;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Chooses among hits: fitting ones that do not repeat each other. Used once, by one thread.
 *
 * <p>Maximal marginal relevance (Carbonell and Goldstein, 1998): the next one is the one with the
 * highest {@code λ · fit − (1 − λ) · likeness to the nearest chosen one}, fit being the score brought
 * to [0, 1]. Likeness is the cosine of the vectors, or without them the share of common words. On the
 * way, what is as good as the same text (nine of ten shingles) and what exceeds the number per
 * document falls out.
 */
final class Selection {
    private static final double SAME = 0.9;

    private final int top;
    private final int perDocument;
    private final double lambda;
    private int duplicates;
    private int tooManyOfDocument;
    private final List<Candidate> chosen = new ArrayList<>();
    private final Map<String, Integer> chosenOfDocument = new HashMap<>();

    Selection(int top, int perDocument, double lambda) {
        this.top = top;
        this.perDocument = perDocument;
        this.lambda = lambda;
    }

    /** {@return what is chosen from {@code hits}, which are best first; best first} */
    List<Hit> choose(List<Hit> hits) {
        List<Candidate> left = candidates(hits);
        while (chosen.size() < top && !left.isEmpty()) {
            Candidate best = best(left);
            left.remove(best);
            if (accepts(best)) {
                chosen.add(best);
                chosenOfDocument.merge(best.hit.passage().documentId(), 1, Integer::sum);
                left.forEach(each -> each.compareTo(best, lambda < 1));
            }
        }
        return chosen.stream()
                .map(candidate -> candidate.hit)
                .sorted(Comparator.comparingDouble((Hit hit) -> -hit.score()))
                .toList();
    }

    /** {@return how many were left out and why; empty if none} */
    String dropped() {
        List<String> reasons = new ArrayList<>();
        if (duplicates > 0) {
            reasons.add("duplicates " + duplicates);
        }
        if (tooManyOfDocument > 0) {
            reasons.add("per document " + tooManyOfDocument);
        }
        return String.join(", ", reasons);
    }

    private static List<Candidate> candidates(List<Hit> hits) {
        double highest = Double.NEGATIVE_INFINITY;
        double lowest = Double.POSITIVE_INFINITY;
        for (Hit hit : hits) {
            highest = Math.max(highest, hit.score());
            lowest = Math.min(lowest, hit.score());
        }
        double range = highest - lowest;
        List<Candidate> candidates = new ArrayList<>(hits.size());
        for (Hit hit : hits) {
            candidates.add(new Candidate(hit, range > 0 ? (hit.score() - lowest) / range : 1));
        }
        return candidates;
    }

    private Candidate best(List<Candidate> left) {
        Candidate best = left.get(0);
        for (Candidate each : left) {
            if (each.worth(lambda) > best.worth(lambda)) {
                best = each;
            }
        }
        return best;
    }

    private boolean accepts(Candidate candidate) {
        if (chosenOfDocument.getOrDefault(candidate.hit.passage().documentId(), 0) >= perDocument) {
            tooManyOfDocument++;
            return false;
        }
        for (Candidate other : chosen) {
            if (candidate.isSameAs(other)) {
                duplicates++;
                return false;
            }
        }
        return true;
    }

    /** A hit, and how near it is to what was chosen already. */
    private static final class Candidate {
        private final Hit hit;
        private final double fit;
        private final WordSet words;
        private @Nullable WordSet shingles;
        private double nearest;

        Candidate(Hit hit, double fit) {
            this.hit = hit;
            this.fit = fit;
            this.words = WordSet.ofWords(hit.passage().text());
        }

        boolean isSameAs(Candidate other) {
            // Texts with so few common words cannot have so many common shingles.
            return words.likeness(other.words) >= SAME / 2 && shingles().likeness(other.shingles()) >= SAME;
        }

        private WordSet shingles() {
            if (shingles == null) {
                shingles = WordSet.ofShingles(hit.passage().text());
            }
            return shingles;
        }

        double worth(double lambda) {
            return lambda * fit - (1 - lambda) * nearest;
        }

        void compareTo(Candidate other, boolean needed) {
            if (needed) {
                nearest = Math.max(nearest, likeness(other));
            }
        }

        private double likeness(Candidate other) {
            float[] mine = hit.vector();
            float[] theirs = other.hit.vector();
            if (mine == null || theirs == null) {
                return words.likeness(other.words);
            }
            double product = 0;
            for (int i = 0; i < mine.length; i++) {
                product += mine[i] * theirs[i];
            }
            return product;
        }
    }
}
