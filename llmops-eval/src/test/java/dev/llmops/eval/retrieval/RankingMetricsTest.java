package dev.llmops.eval.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.llmops.api.InvalidInputException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RankingMetricsTest {
    private static final Offset<Double> EXACT = within(1e-12);
    private static final List<RankingMetric> ALL = List.of(
            RankingMetrics.precision(3),
            RankingMetrics.recall(3),
            RankingMetrics.success(3),
            RankingMetrics.reciprocalRank(),
            RankingMetrics.reciprocalRank(3),
            RankingMetrics.averagePrecision(),
            RankingMetrics.averagePrecision(3),
            RankingMetrics.rPrecision(),
            RankingMetrics.ndcg(),
            RankingMetrics.ndcg(3),
            RankingMetrics.rNdcg(),
            RankingMetrics.bpref(),
            RankingMetrics.interpolatedPrecision(0.5),
            RankingMetrics.elevenPointAverage(),
            RankingMetrics.setPrecision(),
            RankingMetrics.setRecall(),
            RankingMetrics.setF(),
            RankingMetrics.rankBiasedPrecision(0.9),
            Ndcg.standard().gain(Ndcg.Gain.EXPONENTIAL).ties(Ndcg.Ties.AVERAGED));

    private final Ranking ranking = Ranking.of(List.of("a", "b", "c", "d"));
    private final Judgements judgements = Judgements.of(Map.of("b", 1, "d", 2, "x", 1, "c", 0, "y", -1));

    @Test
    void countsByHand() {
        assertThat(RankingMetrics.precision(10).score(ranking, judgements)).isCloseTo(0.2, EXACT);
        assertThat(RankingMetrics.recall(2).score(ranking, judgements)).isCloseTo(1 / 3.0, EXACT);
        assertThat(RankingMetrics.reciprocalRank().score(ranking, judgements)).isCloseTo(0.5, EXACT);
        assertThat(RankingMetrics.reciprocalRank(1).score(ranking, judgements)).isZero();
        assertThat(RankingMetrics.success(2).score(ranking, judgements)).isOne();
        assertThat(RankingMetrics.averagePrecision().score(ranking, judgements)).isCloseTo((0.5 + 0.5) / 3, EXACT);
        double log3 = Math.log(3) / Math.log(2);
        double log5 = Math.log(5) / Math.log(2);
        assertThat(RankingMetrics.ndcg().score(ranking, judgements))
                .isCloseTo((1 / log3 + 2 / log5) / (2 + 1 / log3 + 0.5), EXACT);
    }

    @Test
    void scoresABestRankingOne() {
        Ranking best = Ranking.of(List.of("d", "b", "x"));
        Map<String, Double> scores = new HashMap<>();
        ALL.forEach(metric -> scores.put(metric.name(), metric.score(best, judgements)));

        scores.keySet().removeIf(name -> name.startsWith("rbp"));
        assertThat(scores.values()).allSatisfy(score -> assertThat(score).isCloseTo(1, EXACT));
    }

    @Test
    void scoresZeroWhereNothingIsRelevantOrFound() {
        ALL.forEach(metric -> {
            assertThat(metric.score(ranking, Judgements.of(Map.of("a", 0))))
                    .as(metric.name())
                    .isZero();
            assertThat(metric.score(Ranking.empty(), judgements))
                    .as(metric.name())
                    .isZero();
        });
    }

    @Test
    void namesDiffer() {
        assertThat(ALL).extracting(RankingMetric::name).doesNotHaveDuplicates();
        assertThat(RankingMetrics.rankBiasedPrecision(0.5).name()).isEqualTo("rbp|p:0.5");
        assertThat(Ndcg.standard().at(5).gain(Ndcg.Gain.EXPONENTIAL).name()).isEqualTo("ndcg_cut_5|gain:exponential");
    }

    @Test
    void staysBetweenZeroAndOneAndGrowsWithBetterRankings() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Map<String, Integer> grades = new HashMap<>();
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                ids.add("d" + i);
                if (random.nextBoolean()) {
                    grades.put("d" + i, random.nextInt(5) - 1);
                }
            }
            java.util.Collections.shuffle(ids, random);
            Judgements judged = Judgements.of(grades);
            Ranking any = Ranking.of(ids);
            List<String> sorted = new ArrayList<>(ids);
            sorted.sort((one, other) -> Integer.compare(judged.gain(other), judged.gain(one)));
            Ranking best = Ranking.of(sorted);

            for (RankingMetric metric : ALL) {
                double score = metric.score(any, judged);
                assertThat(score).as("%s, seed %d", metric.name(), seed).isBetween(0.0, 1 + 1e-12);
                assertThat(metric.score(best, judged))
                        .as("%s of the best ranking, seed %d", metric.name(), seed)
                        .isGreaterThanOrEqualTo(score - 1e-12);
            }
        }
    }

    @Test
    void ordersEqualScoresByIdDescendingByCodePoint() {
        Ranking tied = Ranking.byScore(Map.of("a", 1.0, "b", 1.0, "\uff5e", 1.0, "\ud83d\ude00", 1.0, "z", 2.0));

        assertThat(tied.ids()).containsExactly("z", "\ud83d\ude00", "\uff5e", "b", "a");
    }

    @Test
    void leavesOutWhatNobodyJudged() {
        assertThat(ranking.judgedOnly(judgements).ids()).containsExactly("b", "c", "d");
        assertThat(ranking.first(2).ids()).containsExactly("a", "b");
    }

    @Test
    void averagesOverQueries() {
        Map<String, Judgements> judged = Map.of("q1", judgements, "q2", judgements, "q3", judgements);
        RankingEvaluation both =
                RankingEvaluation.of(judged, Map.of("q1", ranking, "q2", Ranking.empty(), "q9", ranking));
        RankingMetric metric = RankingMetrics.reciprocalRank();

        assertThat(both.queries()).isEqualTo(2);
        assertThat(both.scores(metric)).isEqualTo(Map.of("q1", 0.5, "q2", 0.0));
        assertThat(both.mean(metric)).hasValue(0.25);
        assertThat(both.complete().mean(metric)).hasValueCloseTo(0.5 / 3, EXACT);
        assertThat(both.geometricMean(metric)).hasValueCloseTo(Math.sqrt(0.5 * 1e-5), EXACT);
        assertThat(RankingEvaluation.of(Map.of(), Map.of()).mean(metric)).isEmpty();
    }

    @Test
    void levelDecidesWhatIsRelevant() {
        Judgements strict = judgements.relevantFrom(2);

        assertThat(strict.relevantCount()).isOne();
        assertThat(strict.irrelevantCount()).isEqualTo(3);
        assertThat(strict.isRelevant("b")).isFalse();
        assertThat(strict.gain("b")).isOne();
        assertThat(strict.grade("y")).hasValue(-1);
        assertThat(strict.isJudged("y")).isFalse();
        assertThat(Judgements.relevant(Set.of("a")).relevantCount()).isOne();
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThatThrownBy(() -> RankingMetrics.precision(0)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> RankingMetrics.rankBiasedPrecision(1)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Ranking.of(List.of("a", "a"))).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Ranking.byScore(Map.of("a", Double.NaN))).isInstanceOf(InvalidInputException.class);
    }
}
