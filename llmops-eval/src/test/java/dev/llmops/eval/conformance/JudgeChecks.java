package dev.llmops.eval.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.model.TokenLogprob;
import dev.llmops.eval.judge.ExpectedScore;
import dev.llmops.eval.judge.JudgeLmFormat;
import dev.llmops.eval.judge.MtBenchFormat;
import dev.llmops.eval.judge.PairScores;
import dev.llmops.eval.judge.Preference;
import dev.llmops.eval.judge.PrometheusFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Readers of what judges answer. */
final class JudgeChecks implements CheckSet {
    @Override
    public Map<String, Check> checks() {
        return Map.of(
                "prometheus.absolute", JudgeChecks::absolute,
                "prometheus.relative", JudgeChecks::relative,
                "judgelm.pair", JudgeChecks::judgeLm,
                "mtbench.single", JudgeChecks::single,
                "mtbench.pair", golden -> winner(golden, MtBenchFormat.preference(golden.hyp())),
                "mtbench.pair_scores", JudgeChecks::pairScores,
                "mtbench.swap_aggregate", JudgeChecks::swapped,
                "geval.weighted", JudgeChecks::weighted);
    }

    private static void absolute(GoldenCase golden) {
        OptionalInt score = PrometheusFormat.STRICT.score(golden.hyp());
        if (golden.expected().isNumber()) {
            Expect.same(score, OptionalInt.of(golden.expected().intValue()), "score");
        } else {
            Expect.same(score, OptionalInt.empty(), "score");
        }
    }

    private static void relative(GoldenCase golden) {
        Optional<String> letter = PrometheusFormat.STRICT
                .preference(golden.hyp())
                .map(preference -> preference == Preference.FIRST ? "A" : "B");
        Expect.same(
                letter,
                none(golden.expected())
                        ? Optional.empty()
                        : Optional.of(golden.expected().asText()),
                "letter");
    }

    private static boolean none(JsonNode expected) {
        return expected.isNull() || expected.asText().startsWith("ERR");
    }

    private static void judgeLm(GoldenCase golden) {
        PairScores scores = JudgeLmFormat.STRICT.scores(golden.hyp()).orElse(new PairScores(-1, -1));
        Expect.close(scores.first(), golden.expected().get(0), Expect.USUAL, "first");
        Expect.close(scores.second(), golden.expected().get(1), Expect.USUAL, "second");
    }

    private static void single(GoldenCase golden) {
        double rating = MtBenchFormat.rating(golden.hyp()).orElse(-1);
        if (golden.expected().asText().startsWith("ERR")) {
            Expect.same(rating, -1.0, "rating");
        } else {
            Expect.close(rating, golden.expected(), Expect.USUAL, "rating");
        }
    }

    private static void pairScores(GoldenCase golden) {
        double tie = golden.param("tie_delta").asDouble(MtBenchFormat.TIE);
        winner(golden, MtBenchFormat.ratings(golden.hyp()).map(scores -> scores.preference(tie)));
    }

    private static void winner(GoldenCase golden, Optional<Preference> preference) {
        String text = preference
                .map(found -> switch (found) {
                    case FIRST -> "A";
                    case SECOND -> "B";
                    case TIE -> "tie";
                })
                .orElse("error");
        boolean failed = golden.expected().asText().startsWith("ERR");
        Expect.same(text, failed ? "error" : golden.expected().asText(), "winner");
    }

    private static void swapped(GoldenCase golden) {
        List<Preference> winners = new ArrayList<>();
        for (String winner : GoldenCase.texts(golden.get("winners"))) {
            switch (winner) {
                case "model_1" -> winners.add(Preference.FIRST);
                case "model_2" -> winners.add(Preference.SECOND);
                case "tie" -> winners.add(Preference.TIE);
                default -> {
                    // An error: the pair is dropped.
                }
            }
        }
        if (winners.size() < 2) {
            boolean dropped =
                    golden.expected().isNull() || !golden.expected().asText().startsWith("model");
            Expect.same(dropped, true, "dropped");
            return;
        }
        String text = switch (winners.get(0).agreedWith(winners.get(1))) {
            case FIRST -> "model_1";
            case SECOND -> "model_2";
            case TIE -> "tie";
        };
        Expect.same(text, golden.expected().asText(), "winner");
    }

    private static void weighted(GoldenCase golden) {
        List<TokenLogprob> alternatives = new ArrayList<>();
        golden.get("top_logprobs")
                .forEach(pair -> alternatives.add(
                        new TokenLogprob(pair.get(0).asText(), GoldenCase.number(pair.get(1)), List.of())));
        int raw = golden.get("raw_score").asInt();
        List<TokenLogprob> tokens = List.of(new TokenLogprob(Integer.toString(raw), -0.5, alternatives));
        double score = ExpectedScore.of(raw, tokens, 0, Integer.MAX_VALUE).orElse(raw);
        Expect.close(score, golden.expected(), golden.tolerance(Expect.USUAL), "score");
    }
}
