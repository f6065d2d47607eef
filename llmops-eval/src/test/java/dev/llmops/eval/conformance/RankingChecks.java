package dev.llmops.eval.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.eval.retrieval.Judgements;
import dev.llmops.eval.retrieval.Ndcg;
import dev.llmops.eval.retrieval.Ranking;
import dev.llmops.eval.retrieval.RankingEvaluation;
import dev.llmops.eval.retrieval.RankingMetric;
import dev.llmops.eval.retrieval.RankingMetrics;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToIntBiFunction;

/** Rankings against trec_eval and scikit-learn. */
final class RankingChecks implements CheckSet {
    @Override
    public Map<String, Check> checks() {
        return Map.of("trec_eval", RankingChecks::trecEval, "sklearn.ndcg", RankingChecks::scikitLearn);
    }

    private static String flags(JsonNode each) {
        return each.path("params").path("flags").asText();
    }

    private static void trecEval(GoldenCase golden) {
        JsonNode each = golden.json();
        String flags = flags(each);
        Map<String, Judgements> judgements = new TreeMap<>();
        each.path("qrels").properties().forEach(query -> {
            Map<String, Integer> grades = new TreeMap<>();
            query.getValue()
                    .properties()
                    .forEach(doc -> grades.put(doc.getKey(), doc.getValue().asInt()));
            judgements.put(query.getKey(), Judgements.of(grades).relevantFrom(flags.equals("level2") ? 2 : 1));
        });
        Map<String, Ranking> rankings = new TreeMap<>();
        each.path("run").properties().forEach(query -> {
            Map<String, Double> scores = new TreeMap<>();
            query.getValue()
                    .properties()
                    .forEach(doc -> scores.put(doc.getKey(), doc.getValue().asDouble()));
            rankings.put(query.getKey(), Ranking.byScore(scores));
        });
        RankingEvaluation both = RankingEvaluation.of(judgements, rankings);
        RankingEvaluation evaluation = flags.equals("complete") ? both.complete() : both;

        each.path("expected")
                .properties()
                .forEach(entry -> entry.getValue().properties().forEach(expected -> {
                    double actual = entry.getKey().equals("all")
                            ? summary(evaluation, expected.getKey())
                            : single(evaluation, entry.getKey(), expected.getKey());
                    close(actual, expected.getValue().asDouble(), entry.getKey() + " " + expected.getKey());
                }));
    }

    private static double summary(RankingEvaluation evaluation, String name) {
        return switch (name) {
            case "num_q" -> evaluation.queries();
            case "gm_map" ->
                evaluation.geometricMean(RankingMetrics.averagePrecision()).orElse(0);
            case "num_ret", "num_rel", "num_rel_ret" ->
                evaluation.scores(metric(name)).values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum();
            default -> evaluation.mean(metric(name)).orElse(0);
        };
    }

    private static double single(RankingEvaluation evaluation, String query, String name) {
        return Optional.ofNullable(evaluation.scores(metric(name)).get(query)).orElseThrow();
    }

    private static RankingMetric metric(String name) {
        int number = name.matches(".*_\\d+") ? Integer.parseInt(name.substring(name.lastIndexOf('_') + 1)) : 0;
        RankingMetric metric = switch (name.replaceAll("_\\d+$", "_k")) {
            case "P_k" -> RankingMetrics.precision(number);
            case "recall_k" -> RankingMetrics.recall(number);
            case "success_k" -> RankingMetrics.success(number);
            case "ndcg_cut_k" -> RankingMetrics.ndcg(number);
            case "map_cut_k" -> RankingMetrics.averagePrecision(number);
            case "map" -> RankingMetrics.averagePrecision();
            case "ndcg" -> RankingMetrics.ndcg();
            case "Rndcg" -> RankingMetrics.rNdcg();
            case "Rprec" -> RankingMetrics.rPrecision();
            case "bpref" -> RankingMetrics.bpref();
            case "recip_rank" -> RankingMetrics.reciprocalRank();
            case "11pt_avg" -> RankingMetrics.elevenPointAverage();
            case "set_P" -> RankingMetrics.setPrecision();
            case "set_recall" -> RankingMetrics.setRecall();
            case "set_F" -> RankingMetrics.setF();
            case "rbp" -> RankingMetrics.rankBiasedPrecision(0.9);
            case "num_ret" -> count(name, (ranking, judgements) -> ranking.size());
            case "num_rel" -> count(name, (ranking, judgements) -> judgements.relevantCount());
            case "num_rel_ret" ->
                count(name, (ranking, judgements) -> (int)
                        ranking.ids().stream().filter(judgements::isRelevant).count());
            default ->
                RankingMetrics.interpolatedPrecision(Double.parseDouble(name.substring("iprec_at_recall_".length())));
        };
        Expect.same(metric.name(), name, "name");
        return metric;
    }

    private static RankingMetric count(String name, ToIntBiFunction<Ranking, Judgements> counter) {
        return new RankingMetric() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public double score(Ranking ranking, Judgements judgements) {
                return counter.applyAsInt(ranking, judgements);
            }
        };
    }

    private static void scikitLearn(GoldenCase golden) {
        JsonNode each = golden.json();
        Map<String, Integer> grades = new TreeMap<>();
        Map<String, Double> scores = new TreeMap<>();
        for (int i = 0; i < each.path("rel").size(); i++) {
            grades.put("d" + i, each.path("rel").get(i).asInt());
            scores.put("d" + i, each.path("scores").get(i).asDouble());
        }
        Judgements judgements = Judgements.of(grades);
        Ranking ranking = Ranking.byScore(scores);
        JsonNode k = each.path("params").path("k");
        Ndcg averaged = Ndcg.standard().ties(Ndcg.Ties.AVERAGED).at(k.isNull() ? Integer.MAX_VALUE : k.asInt());
        JsonNode expected = each.path("expected");

        close(averaged.score(ranking, judgements), expected.path("ndcg").asDouble(), "ndcg");
        close(averaged.discountedGain(ranking, judgements), expected.path("dcg").asDouble(), "dcg");
        close(
                averaged.gain(Ndcg.Gain.EXPONENTIAL).score(ranking, judgements),
                expected.path("ndcg_exp2_gain").asDouble(),
                "ndcg_exp2_gain");
        boolean distinct = scores.values().stream().distinct().count() == scores.size();
        if (distinct) {
            close(
                    averaged.ties(Ndcg.Ties.BY_ID).score(ranking, judgements),
                    expected.path("ndcg_ignore_ties").asDouble(),
                    "ndcg_ignore_ties");
        }
    }

    private static void close(double actual, double expected, String what) {
        Expect.close(actual, expected, Expect.USUAL, what);
    }
}
