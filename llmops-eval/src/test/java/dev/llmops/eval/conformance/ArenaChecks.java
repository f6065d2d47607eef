package dev.llmops.eval.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.eval.arena.Battle;
import dev.llmops.eval.arena.Battles;
import dev.llmops.eval.arena.BradleyTerry;
import dev.llmops.eval.arena.Elo;
import dev.llmops.eval.arena.Outcome;
import dev.llmops.eval.arena.Ratings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Ratings against FastChat's. */
final class ArenaChecks implements CheckSet {
    private static final double ELO_TOLERANCE = 0.05;

    @Override
    public Map<String, Check> checks() {
        return Map.of("bradley_terry", ArenaChecks::ratings);
    }

    private static void ratings(GoldenCase golden) {
        List<Battle> list = new ArrayList<>();
        for (JsonNode battle : golden.get("battles")) {
            Outcome outcome = switch (battle.get(2).asText()) {
                case "model_a" -> Outcome.FIRST;
                case "model_b" -> Outcome.SECOND;
                default -> Outcome.TIE;
            };
            list.add(new Battle(battle.get(0).asText(), battle.get(1).asText(), outcome));
        }
        Battles battles = Battles.of(list);
        Ratings.Rated rated = (Ratings.Rated) BradleyTerry.standard().rate(battles);
        golden.expected().properties().forEach(entry -> {
            double difference = rated.rating(entry.getKey()) - entry.getValue().asDouble();
            if (!(Math.abs(difference) <= golden.tolerance(ELO_TOLERANCE))) {
                throw new AssertionError(entry.getKey() + " is off by " + difference);
            }
        });
        Elo elo = Elo.of(4);
        list.forEach(elo::add);
        compare(golden.get("online_elo_K4"), elo.ratings());
        compare(golden.get("win_rate"), battles.winRates());
    }

    private static void compare(JsonNode expected, Map<String, Double> actual) {
        expected.properties()
                .forEach(entry -> Expect.close(
                        actual.getOrDefault(entry.getKey(), Double.NaN),
                        entry.getValue(),
                        Expect.USUAL,
                        entry.getKey()));
    }
}
