package dev.llmops.core.extractive;

import dev.llmops.api.grounding.Passage;
import dev.llmops.core.language.Word;
import dev.llmops.core.language.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Orders statements by how well they answer a question.
 *
 * <p>The score is the share of the question's terms that a statement covers, each weighted by its
 * rarity among all statements at hand; what stands in headings or in the sentence before covers
 * less. Terms that stand together as in the question, an answer of the wanted type and an early
 * passage add to it.
 *
 * <p>Whether the best statement is an answer at all is another question. Names tell where to look,
 * the other words what is asked: a statement that has the names only is none.
 */
final class SentenceRanker {
    private static final double RELATED = 0.55;
    private static final double IN_HEADING = 0.6;
    private static final double IN_LEAD = 0.45;
    private static final double IN_PASSAGE = 0.15;
    private static final double TYPE = 0.3;
    private static final double WRONG_TYPE = -0.15;
    private static final double TOGETHER = 0.05;
    private static final double MOST_TOGETHER = 0.15;
    private static final double RANK = 0.08;
    private static final double CERTAIN_TYPE = 0.1;
    private static final double USUAL_FIT = 0.6;
    private static final double OF_MATTER = 0.8;
    private static final double NO_MATTER = 0.25;
    private static final double NOTHING_NEW = -0.3;
    private static final int LONG = 60;
    private static final double TOO_LONG = -0.05;
    private static final double SAME = 0.75;
    private static final double GOOD_ENOUGH = 0.75;
    private static final int NEAR = 3;

    private final double minimumScore;
    private final int most;

    SentenceRanker(double minimumScore, int most) {
        this.minimumScore = minimumScore;
        this.most = most;
    }

    /** {@return the statements that answer the question, best first; none if no one does} */
    List<Ranked> select(Question question, List<Passage> passages, Words words) {
        PassageReader reader = new PassageReader(question, words);
        List<Candidate> candidates = reader.read(passages);
        double[] importance = new double[question.size()];
        for (int term = 0; term < importance.length; term++) {
            importance[term] = question.weight(term) * reader.rarity(term);
        }
        List<Ranked> ranked = new ArrayList<>();
        for (Candidate candidate : candidates) {
            ranked.add(rank(candidate, question, importance, passages.size()));
        }
        ranked.sort(Comparator.comparingDouble((Ranked r) -> -r.score).thenComparingInt(r -> r.candidate.order()));
        return best(ranked);
    }

    private List<Ranked> best(List<Ranked> ranked) {
        List<Ranked> chosen = new ArrayList<>();
        if (ranked.isEmpty() || ranked.get(0).confidence < minimumScore) {
            return chosen;
        }
        double good = ranked.get(0).score * GOOD_ENOUGH;
        for (Ranked next : ranked) {
            if (chosen.size() == most || next.score < good) {
                break;
            }
            if (chosen.stream().noneMatch(other -> repeats(next.candidate, other.candidate))) {
                chosen.add(next);
            }
        }
        return chosen;
    }

    private static Ranked rank(Candidate candidate, Question question, double[] importance, int passages) {
        double coverage = coverage(candidate, importance, term -> true, 0);
        double matter = coverage(candidate, importance, question::isMatter, NO_MATTER);
        double fit = question.type().fit(candidate, question);
        double type = question.type() == AnswerType.ANY ? 0 : WRONG_TYPE + (TYPE - WRONG_TYPE) * fit;
        double score = coverage
                + type
                + together(candidate, question)
                + RANK * (passages - candidate.passage()) / passages
                + (saysSomethingNew(candidate, question) ? 0 : NOTHING_NEW)
                + (candidate.words().size() > LONG ? TOO_LONG : 0);
        double certain = question.type() == AnswerType.ANY ? 0 : CERTAIN_TYPE * (fit - USUAL_FIT);
        return new Ranked(candidate, score, (coverage + certain + OF_MATTER * matter) / (1 + OF_MATTER));
    }

    private static double coverage(Candidate candidate, double[] importance, IntPredicate counts, double ifNoneCounts) {
        double covered = 0;
        double all = 0;
        for (int term = 0; term < importance.length; term++) {
            if (counts.test(term)) {
                all += importance[term];
                covered += importance[term] * share(candidate, term);
            }
        }
        return all == 0 ? ifNoneCounts : covered / all;
    }

    private static double share(Candidate candidate, int term) {
        long bit = 1L << term;
        if ((candidate.own() & bit) != 0) {
            return 1;
        }
        double related = (candidate.related() & bit) != 0 ? RELATED : 0;
        double heading = (candidate.context() & bit) != 0 ? IN_HEADING : 0;
        double lead = (candidate.lead() & bit) != 0 ? IN_LEAD : 0;
        double passage = (candidate.nearby() & bit) != 0 ? IN_PASSAGE : 0;
        return Math.max(Math.max(related, heading), Math.max(lead, passage));
    }

    private static double together(Candidate candidate, Question question) {
        double bonus = 0;
        for (int[] pair : question.neighbours()) {
            long both = 1L << pair[0] | 1L << pair[1];
            if ((candidate.own() & both) == both && isNear(candidate.words(), question, pair)) {
                bonus += TOGETHER;
            }
        }
        return Math.min(bonus, MOST_TOGETHER);
    }

    private static boolean isNear(List<Word> words, Question question, int[] pair) {
        int first = -NEAR - 1;
        int second = -NEAR - 1;
        for (int i = 0; i < words.size(); i++) {
            int term = question.indexOf(words.get(i).term());
            first = term == pair[0] ? i : first;
            second = term == pair[1] ? i : second;
            if (first >= 0 && second >= 0 && Math.abs(first - second) <= NEAR) {
                return true;
            }
        }
        return false;
    }

    private static boolean saysSomethingNew(Candidate candidate, Question question) {
        return candidate.words().stream().anyMatch(word -> word.isContent() && question.indexOf(word.term()) < 0);
    }

    private static boolean repeats(Candidate next, Candidate earlier) {
        if (next.passage() == earlier.passage()
                && next.statement().start() < earlier.statement().end()
                && earlier.statement().start() < next.statement().end()) {
            return true;
        }
        Set<String> known = contents(earlier);
        Set<String> terms = contents(next);
        long shared = terms.stream().filter(known::contains).count();
        return shared > SAME * Math.max(1, Math.max(known.size(), terms.size()));
    }

    private static Set<String> contents(Candidate candidate) {
        Set<String> terms = new HashSet<>();
        for (Word word : candidate.words()) {
            if (word.isContent()) {
                terms.add(word.term());
            }
        }
        return terms;
    }

    /**
     * A candidate with its rank.
     *
     * @param candidate the candidate
     * @param score orders the candidates of one question
     * @param confidence tells whether the question is answered at all
     */
    record Ranked(Candidate candidate, double score, double confidence) {}
}
