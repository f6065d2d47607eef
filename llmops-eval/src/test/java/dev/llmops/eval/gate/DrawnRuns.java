package dev.llmops.eval.gate;

import dev.llmops.api.CallControl;
import dev.llmops.eval.Direction;
import dev.llmops.eval.Item;
import dev.llmops.eval.Metric;
import dev.llmops.eval.Output;
import dev.llmops.eval.Sample;
import dev.llmops.eval.Score;
import dev.llmops.eval.Signature;
import dev.llmops.eval.random.NumpyGenerator;
import dev.llmops.eval.run.MetricInfo;
import dev.llmops.eval.run.Result;
import dev.llmops.eval.run.Results;
import dev.llmops.eval.run.RunInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Two runs of which the second has lost something or only varies.
 *
 * @param base what is compared with
 * @param candidate what is judged
 */
record DrawnRuns(Results base, Results candidate) {
    private static final int LANGUAGES = 4;

    /** {@return answers right four times out of five, of which some turn wrong and others right} */
    static DrawnRuns binary(NumpyGenerator random, int items, double turnWrong, double turnRight) {
        double[][] scores = new double[2][items];
        for (int i = 0; i < items; i++) {
            boolean right = random.nextDouble() < 0.8;
            double turn = right ? turnWrong / 0.8 : turnRight / 0.2;
            boolean turned = random.nextDouble() < turn;
            scores[0][i] = right ? 1 : 0;
            scores[1][i] = right ^ turned ? 1 : 0;
        }
        return new DrawnRuns(run("v1", 1, 1, scores[0]), run("v2", 1, 1, scores[1]));
    }

    /** {@return metrics with normal differences of deviation 0.1, of which the first has lost {@code loss}} */
    static DrawnRuns graded(NumpyGenerator random, int items, int metrics, double loss) {
        double[] base = new double[items * metrics];
        double[] candidate = new double[items * metrics];
        for (int i = 0; i < base.length; i++) {
            base[i] = random.nextDouble();
            candidate[i] = base[i] + 0.1 * random.nextGaussian() - (i % metrics == 0 ? loss : 0);
        }
        return new DrawnRuns(run("v1", metrics, 1, base), run("v2", metrics, 1, candidate));
    }

    /** {@return repeats that vary by 0.2 around items whose change varies by 0.1, with a loss} */
    static DrawnRuns repeated(NumpyGenerator random, int items, int repeats, double loss) {
        double[] base = new double[items * repeats];
        double[] candidate = new double[items * repeats];
        for (int item = 0; item < items; item++) {
            double level = random.nextDouble();
            double change = 0.1 * random.nextGaussian() - loss;
            for (int repeat = 0; repeat < repeats; repeat++) {
                base[item * repeats + repeat] = level + 0.2 * random.nextGaussian();
                candidate[item * repeats + repeat] = level + change + 0.2 * random.nextGaussian();
            }
        }
        return new DrawnRuns(run("v1", 1, repeats, base), run("v2", 1, repeats, candidate));
    }

    /** {@return segments of which a share of the words fits, as a metric that is no mean; the share loses something} */
    static DrawnRuns corpus(NumpyGenerator random, int items, double loss) {
        List<Result> base = new ArrayList<>();
        List<Result> candidate = new ArrayList<>();
        for (int i = 0; i < items; i++) {
            int words = 5 + random.nextInt(40);
            double share = 0.4 + 0.3 * random.nextDouble();
            base.add(segment(i, fitting(random, words, share), words));
            candidate.add(segment(i, fitting(random, words, share - loss), words));
        }
        MetricInfo metric = MetricInfo.of(Share.INSTANCE);
        return new DrawnRuns(
                Results.of(info("v1", List.of(metric), items, 1), base),
                Results.of(info("v2", List.of(metric), items, 1), candidate));
    }

    private static int fitting(NumpyGenerator random, int words, double share) {
        int fitting = 0;
        for (int word = 0; word < words; word++) {
            fitting += random.nextDouble() < share ? 1 : 0;
        }
        return fitting;
    }

    private static Result segment(int item, int fitting, int words) {
        Score score = Score.of(fitting / (double) words, new double[] {fitting, words});
        return new Result(item(item), 0, Output.of(""), Map.of("share", score));
    }

    /** {@return a run whose scores stand by item, then by repeat or metric} */
    private static Results run(String subject, int metrics, int repeats, double[] scores) {
        List<MetricInfo> infos = new ArrayList<>();
        for (int metric = 0; metric < metrics; metric++) {
            String name = "m" + metric;
            infos.add(new MetricInfo(name, Signature.of(name), Direction.HIGHER_IS_BETTER, true));
        }
        int items = scores.length / metrics / repeats;
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < items * repeats; i++) {
            Map<String, Score> measured = new LinkedHashMap<>();
            for (int metric = 0; metric < metrics; metric++) {
                measured.put("m" + metric, Score.of(scores[i * metrics + metric]));
            }
            results.add(new Result(item(i / repeats), i % repeats, Output.of(""), measured));
        }
        return Results.of(info(subject, infos, items, repeats), results);
    }

    private static Item item(int item) {
        return Item.builder(Runs.id(item), "")
                .fields(Map.of("language", "l" + item % LANGUAGES))
                .build();
    }

    private static RunInfo info(String subject, List<MetricInfo> metrics, int items, int repeats) {
        return new RunInfo(subject, Map.of("prompt", subject), "drawn", "hash", items, repeats, metrics, Instant.EPOCH);
    }

    /** The share of all words that fit: no mean of the shares of segments. */
    static final class Share implements Metric {
        static final Share INSTANCE = new Share();

        private Share() {}

        @Override
        public Signature signature() {
            return Signature.of("share");
        }

        @Override
        public Score score(Sample sample, CallControl control) {
            return Score.unmeasured("only drawn");
        }

        @Override
        public boolean isMean() {
            return false;
        }
    }
}
