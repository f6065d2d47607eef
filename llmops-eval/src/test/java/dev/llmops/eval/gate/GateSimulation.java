package dev.llmops.eval.gate;

import dev.llmops.eval.random.NumpyGenerator;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * How often gates are right: pairs of runs are drawn, with a loss planted or with noise alone, and the outcomes of a
 * gate are counted. The same seed gives the same counts.
 */
final class GateSimulation {
    static final int ROUNDS = 200;
    private static final long SEED = 20_260_102;

    private GateSimulation() {}

    /** Prints the rates of every scenario. */
    public static void main(String[] arguments) {
        System.out.printf(Locale.ROOT, "%-78s %6s %6s%n", ROUNDS + " rounds of each, seed " + SEED, "PASS", "FAIL");
        for (Scenario scenario : Scenario.values()) {
            System.out.println(run(scenario));
        }
    }

    /** {@return what came of a scenario} */
    static Rates run(Scenario scenario) {
        NumpyGenerator random =
                NumpyGenerator.seeded(SEED + List.of(Scenario.values()).indexOf(scenario));
        int passed = 0;
        int failed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            DrawnRuns drawn = scenario.draw.apply(random);
            Outcome outcome = scenario.gate
                    .check(drawn.candidate(), Baseline.of(drawn.base()))
                    .outcome();
            passed += outcome == Outcome.PASS ? 1 : 0;
            failed += outcome == Outcome.FAIL ? 1 : 0;
        }
        return new Rates(scenario, passed / (double) ROUNDS, failed / (double) ROUNDS);
    }

    /**
     * How often a gate passed and failed.
     *
     * @param scenario what was simulated
     * @param passed the share of rounds in which the gate passed
     * @param failed the share of rounds in which it failed
     */
    record Rates(Scenario scenario, double passed, double failed) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%-78s %6.3f %6.3f", scenario.title, passed, failed);
        }
    }

    /** What is drawn, and which gate decides. */
    @SuppressWarnings("ImmutableEnumChecker") // both are; the checker cannot know
    enum Scenario {
        /** Standard error 0.013: a bound of 0.05 is 3.9 of them away, so a chance of 98.7 % to pass. */
        MARGIN_NOISE(
                "at most 0.05 of right answers lost: 600 items, 10 % change, none lost",
                margin(0.05), random -> DrawnRuns.binary(random, 600, 0.05, 0.05)),
        MARGIN_REACHED(
                "at most 0.05 of right answers lost: 600 items, 15 % change, 0.05 lost",
                margin(0.05), random -> DrawnRuns.binary(random, 600, 0.10, 0.05)),
        MARGIN_LOSS(
                "at most 0.05 of right answers lost: 600 items, 20 % change, 0.10 lost",
                margin(0.05), random -> DrawnRuns.binary(random, 600, 0.15, 0.05)),
        NOT_WORSE_NOISE(
                "no loss proven, 3 metrics: 200 items, noise of 0.1",
                notWorse("m0", "m1", "m2"),
                random -> DrawnRuns.graded(random, 200, 3, 0)),
        /** 95 % power needs 4.04 standard errors of 0.0071 where Holm divides by three. */
        NOT_WORSE_LOSS(
                "no loss proven, 3 metrics: 200 items, noise of 0.1, 0.03 lost in one",
                notWorse("m0", "m1", "m2"),
                random -> DrawnRuns.graded(random, 200, 3, 0.03)),
        /** 2.80 standard errors, which the gate itself calls detectable: four times out of five. */
        NOT_WORSE_DETECTABLE(
                "no loss proven: 200 items, noise of 0.1, 0.0198 lost: as much as is detectable",
                notWorse("m0"),
                random -> DrawnRuns.graded(random, 200, 1, 0.0198)),
        SLICES_NOISE(
                "no loss proven in each of 4 languages: 400 items, noise of 0.1",
                builder().rule(MetricRule.of("m0").each("language").notWorse()).build(),
                random -> DrawnRuns.graded(random, 400, 1, 0)),
        REPEATS_NOISE(
                "no loss proven: 120 items asked 3 times, noise of 0.1 and 0.2",
                notWorse("m0"),
                random -> DrawnRuns.repeated(random, 120, 3, 0)),
        /** Standard error 0.0175: 4.0 of them. */
        REPEATS_LOSS(
                "no loss proven: 120 items asked 3 times, noise of 0.1 and 0.2, 0.07 lost",
                notWorse("m0"),
                random -> DrawnRuns.repeated(random, 120, 3, 0.07)),
        CORPUS_NOISE(
                "no loss proven in a corpus metric: 150 segments",
                corpus(),
                random -> DrawnRuns.corpus(random, 150, 0)),
        CORPUS_LOSS(
                "no loss proven in a corpus metric: 150 segments, 0.05 lost",
                corpus(),
                random -> DrawnRuns.corpus(random, 150, 0.05));

        private final String title;
        private final Gate gate;
        private final Function<NumpyGenerator, DrawnRuns> draw;

        Scenario(String title, Gate gate, Function<NumpyGenerator, DrawnRuns> draw) {
            this.title = title;
            this.gate = gate;
            this.draw = draw;
        }

        /** Draws less than usual, to be fast. */
        private static Gate.Builder builder() {
            return Gate.builder().resamples(500, 1_000);
        }

        private static Gate margin(double margin) {
            return builder().rule(MetricRule.of("m0").nonInferior(margin)).build();
        }

        private static Gate notWorse(String... metrics) {
            Gate.Builder gate = builder();
            List<String> names = Arrays.asList(metrics);
            names.forEach(name -> gate.rule(MetricRule.of(name).notWorse()));
            return gate.build();
        }

        private static Gate corpus() {
            return builder()
                    .rule(MetricRule.of("share").notWorse())
                    .metric(DrawnRuns.Share.INSTANCE)
                    .build();
        }
    }
}
