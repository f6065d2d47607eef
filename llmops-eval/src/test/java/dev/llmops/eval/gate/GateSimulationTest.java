package dev.llmops.eval.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.eval.Direction;
import dev.llmops.eval.Item;
import dev.llmops.eval.Signature;
import dev.llmops.eval.gate.GateSimulation.Rates;
import dev.llmops.eval.gate.GateSimulation.Scenario;
import dev.llmops.eval.random.NumpyGenerator;
import dev.llmops.eval.run.MetricInfo;
import dev.llmops.eval.run.Result;
import dev.llmops.eval.run.Results;
import dev.llmops.eval.run.RunInfo;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rates over 200 rounds. The bounds leave two standard errors of a rate of 0.05 or 0.95: 0.031. */
class GateSimulationTest {
    private static final double RARE = 0.05 + 0.031;

    @ParameterizedTest
    @EnumSource(names = {"MARGIN_LOSS", "NOT_WORSE_LOSS", "REPEATS_LOSS", "CORPUS_LOSS"})
    void failsOnAPlantedRegression(Scenario scenario) {
        assertThat(GateSimulation.run(scenario).failed()).isGreaterThanOrEqualTo(0.95);
    }

    @ParameterizedTest
    @EnumSource(names = {"MARGIN_NOISE", "NOT_WORSE_NOISE", "SLICES_NOISE", "REPEATS_NOISE", "CORPUS_NOISE"})
    void passesOnNoise(Scenario scenario) {
        Rates rates = GateSimulation.run(scenario);

        assertThat(rates.failed()).isLessThanOrEqualTo(RARE);
        assertThat(rates.passed() + rates.failed()).isEqualTo(1);
    }

    @Test
    void rarelyPassesALossOfTheMargin() {
        assertThat(GateSimulation.run(Scenario.MARGIN_REACHED).passed()).isLessThanOrEqualTo(RARE);
    }

    @Test
    void findsWhatItCallsDetectableFourTimesOutOfFive() {
        assertThat(GateSimulation.run(Scenario.NOT_WORSE_DETECTABLE).failed()).isBetween(0.8 - 0.06, 0.8 + 0.06);
    }

    @Test
    void neverPassesWhatCannotBeCompared() {
        NumpyGenerator random = NumpyGenerator.seeded(7);
        Gate gate = Gate.builder()
                .rule(MetricRule.of("m0").nonInferior(0.5))
                .sameFingerprint("prompt")
                .build();
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        Map<Integer, Integer> kinds = new TreeMap<>();

        for (int round = 0; round < GateSimulation.ROUNDS; round++) {
            int kind = random.nextInt(6);
            Results base = DrawnRuns.graded(random, 30, 1, 0).base();
            Results run = spoilt(base, kind, random);
            kinds.merge(kind, 1, Integer::sum);
            outcomes.merge(gate.check(run, Baseline.of(base)).outcome(), 1, Integer::sum);
            assertThat(gate.check(base, Baseline.of(base)).outcome()).isEqualTo(Outcome.PASS);
        }

        assertThat(outcomes).containsExactly(Map.entry(Outcome.INCOMPARABLE, GateSimulation.ROUNDS));
        assertThat(kinds).hasSize(6);
    }

    /** {@return the run with one thing changed that makes it incomparable, though no score is worse} */
    private static Results spoilt(Results run, int kind, NumpyGenerator random) {
        RunInfo info = run.info();
        List<Result> results = new ArrayList<>(run.stream().toList());
        int place = random.nextInt(results.size());
        Result first = results.get(place);
        MetricInfo metric = info.metrics().get(0);
        switch (kind) {
            case 0 -> info = info(info, "other-" + random.nextInt(1_000), metric, info.fingerprints());
            case 1 -> {
                Signature signature = metric.signature().with("tok", random.nextInt(1_000));
                MetricInfo other = new MetricInfo("m0", signature, metric.direction(), true);
                info = info(info, info.datasetHash(), other, info.fingerprints());
            }
            case 2 -> results.remove(place);
            case 3 ->
                results.set(place, new Result(Item.of("new", ""), first.repeat(), first.output(), first.scores()));
            case 4 -> info = info(info, info.datasetHash(), metric, Map.of("prompt", "p" + random.nextInt(1_000)));
            default -> {
                MetricInfo other = new MetricInfo("m0", metric.signature(), Direction.LOWER_IS_BETTER, true);
                info = info(info, info.datasetHash(), other, info.fingerprints());
            }
        }
        return Results.of(info, results);
    }

    private static RunInfo info(RunInfo old, String hash, MetricInfo metric, Map<String, String> fingerprints) {
        return new RunInfo(
                old.subject(),
                fingerprints,
                old.dataset(),
                hash,
                old.items(),
                old.repeats(),
                List.of(metric),
                old.started());
    }
}
