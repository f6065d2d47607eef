package dev.llmops.eval.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.eval.statistics.Bootstrap;
import dev.llmops.eval.statistics.Correlation;
import dev.llmops.eval.statistics.Distance;
import dev.llmops.eval.statistics.EffectSize;
import dev.llmops.eval.statistics.Interval;
import dev.llmops.eval.statistics.MannWhitney;
import dev.llmops.eval.statistics.McNemar;
import dev.llmops.eval.statistics.Multiplicity;
import dev.llmops.eval.statistics.ProportionInterval;
import dev.llmops.eval.statistics.Proportions;
import dev.llmops.eval.statistics.Resampled;
import dev.llmops.eval.statistics.SignFlipTest;
import dev.llmops.eval.statistics.Summary;
import dev.llmops.eval.statistics.TTest;
import dev.llmops.eval.statistics.TestResult;
import dev.llmops.eval.statistics.Wilcoxon;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Tests and intervals against SciPy and statsmodels; what is undefined there is empty here. */
final class StatisticsChecks implements CheckSet {
    private static final double[] UNDEFINED = {Double.NaN, Double.NaN, Double.NaN};

    @Override
    public Map<String, Check> checks() {
        return Map.of(
                "stats.paired", StatisticsChecks::paired,
                "stats.mcnemar", StatisticsChecks::mcNemar,
                "stats.proportion_ci", StatisticsChecks::proportion,
                "stats.two_proportion", StatisticsChecks::twoProportions,
                "stats.multiple_testing", StatisticsChecks::multiplicity);
    }

    private static void paired(GoldenCase golden) {
        double[] a = GoldenCase.numbers(golden.get("a"));
        double[] b = GoldenCase.numbers(golden.get("b"));
        golden.expected().properties().forEach(entry -> {
            double[] actual = pairedResult(entry.getKey(), a, b);
            JsonNode expected = entry.getValue();
            if (!expected.isArray()) {
                Expect.close(actual[0], expected, golden.tolerance(Expect.USUAL), entry.getKey());
                return;
            }
            for (int i = 0; i < expected.size(); i++) {
                Expect.close(actual[i], expected.get(i), golden.tolerance(Expect.USUAL), entry.getKey() + " " + i);
            }
        });
    }

    private static double[] pairedResult(String name, double[] a, double[] b) {
        if (name.startsWith("wilcoxon_")) {
            return wilcoxon(name.split("_", -1), a, b);
        }
        if (name.startsWith("bootstrap_")) {
            return bootstrap(name.split("_", -1), a, b);
        }
        return switch (name) {
            case "ttest_rel" ->
                TTest.paired(a, b).map(t -> new double[] {t.statistic(), t.p()}).orElse(UNDEFINED);
            case "ttest_rel_ci95" ->
                // SciPy has an interval of no width where all differences are zero.
                TTest.paired(a, b)
                        .map(t -> numbers(t.interval(0.95)))
                        .orElse(a.length < 2 ? UNDEFINED : new double[] {0, 0});
            case "welch" ->
                TTest.welch(a, b)
                        .map(t -> new double[] {t.statistic(), t.p(), t.degrees()})
                        .orElse(UNDEFINED);
            // SciPy says 1 where all numbers are equal.
            case "mannwhitney_asymp" ->
                MannWhitney.normal(a, b)
                        .map(StatisticsChecks::numbers)
                        .orElse(new double[] {a.length * b.length / 2.0, 1});
            case "mannwhitney_exact" -> numbers(MannWhitney.exact(a, b));
            case "pearson" -> numbers(Correlation.pearson(a, b));
            case "spearman" -> numbers(Correlation.spearman(a, b));
            case "kendall_tau_b" -> numbers(Correlation.kendall(a, b));
            case "wasserstein" -> new double[] {Distance.wasserstein(a, b)};
            case "ks_2samp" -> numbers(Optional.of(Distance.kolmogorovSmirnov(a, b)));
            case "cohen_d_paired" -> new double[] {number(EffectSize.cohenPaired(a, b))};
            case "perm_paired_exact_mean" ->
                SignFlipTest.paired(a, b, 1, 0).map(StatisticsChecks::numbers).orElse(new double[] {0, 1});
            case "mean_sem" -> {
                Summary summary = Summary.of(a);
                yield new double[] {summary.mean(), number(summary.error())};
            }
            default -> throw new AssertionError("unknown: " + name);
        };
    }

    private static double[] wilcoxon(String[] name, double[] a, double[] b) {
        Wilcoxon.Zeros zeros = switch (name[1]) {
            case "wilcox" -> Wilcoxon.Zeros.DROP;
            case "pratt" -> Wilcoxon.Zeros.PRATT;
            default -> Wilcoxon.Zeros.SPLIT;
        };
        Wilcoxon.Method method = name[2].equals("exact")
                ? Wilcoxon.Method.EXACT
                : name[3].equals("cc") ? Wilcoxon.Method.NORMAL_CORRECTED : Wilcoxon.Method.NORMAL;
        return numbers(Wilcoxon.paired(a, b, zeros).flatMap(test -> test.test(method)));
    }

    private static double[] bootstrap(String[] name, double[] a, double[] b) {
        int at = name.length - 2;
        long seed = Long.parseLong(name[at].substring("seed".length()));
        Bootstrap bootstrap = new Bootstrap(Integer.parseInt(name[at + 1].substring(1)), seed);
        boolean difference = name[1].equals("paired");
        double[] values = a.clone();
        for (int i = 0; difference && i < values.length; i++) {
            values[i] -= b[i];
        }
        Resampled resampled = bootstrap.mean(values);
        Optional<Interval> interval = switch (name[at - 1].toLowerCase(Locale.ROOT)) {
            case "percentile" -> resampled.percentile(0.95);
            case "basic" -> resampled.basic(0.95);
            default -> resampled.bca(0.95);
        };
        return interval.map(StatisticsChecks::numbers).orElse(UNDEFINED);
    }

    private static double[] numbers(Interval interval) {
        return new double[] {interval.low(), interval.high()};
    }

    private static double[] numbers(TestResult result) {
        return new double[] {result.statistic(), result.p()};
    }

    private static double[] numbers(Optional<TestResult> result) {
        return result.map(StatisticsChecks::numbers).orElse(UNDEFINED);
    }

    private static double number(OptionalDouble value) {
        return value.orElse(Double.NaN);
    }

    private static void mcNemar(GoldenCase golden) {
        McNemar test = new McNemar(
                golden.get("table").get(0).get(1).asLong(),
                golden.get("table").get(1).get(0).asLong());
        all(golden, "exact", numbers(test.exact()));
        all(golden, "chi2", numbers(test.chiSquare()));
        // statsmodels divides 1 by 0 where no item differs.
        double[] infinite = {Double.POSITIVE_INFINITY, 0};
        all(golden, "chi2_cc", test.discordant() == 0 ? infinite : numbers(test.chiSquareCorrected()));
    }

    private static void proportion(GoldenCase golden) {
        long k = golden.param("k").asLong();
        long n = golden.param("n").asLong();
        double confidence = 1 - golden.param("alpha").asDouble();
        golden.expected().properties().forEach(entry -> {
            if (entry.getKey().equals("binom_two_sided_p_half")) {
                Expect.close(Proportions.binomialTest(k, n, 0.5), entry.getValue(), Expect.USUAL, entry.getKey());
                return;
            }
            ProportionInterval kind = switch (entry.getKey()) {
                case "normal" -> ProportionInterval.NORMAL;
                case "wilson" -> ProportionInterval.WILSON;
                case "wilsoncc" -> ProportionInterval.WILSON_CORRECTED;
                case "agresti_coull" -> ProportionInterval.AGRESTI_COULL;
                case "beta" -> ProportionInterval.CLOPPER_PEARSON;
                case "jeffreys" -> ProportionInterval.JEFFREYS;
                default -> throw new AssertionError("unknown: " + entry.getKey());
            };
            all(golden, entry.getKey(), numbers(kind.of(k, n, confidence)));
        });
    }

    private static void twoProportions(GoldenCase golden) {
        long[] k = {golden.param("k").get(0).asLong(), golden.param("k").get(1).asLong()};
        long[] n = {golden.param("n").get(0).asLong(), golden.param("n").get(1).asLong()};
        double[] z = numbers(Proportions.zTest(k[0], n[0], k[1], n[1]));
        Expect.close(z[0], golden.expected().path("z"), Expect.USUAL, "z");
        Expect.close(z[1], golden.expected().path("p"), Expect.USUAL, "p");
        double fisher = Proportions.fisher(k[0], n[0], k[1], n[1]).p();
        Expect.close(fisher, golden.expected().path("fisher"), Expect.USUAL, "fisher");
    }

    private static void multiplicity(GoldenCase golden) {
        double[] p = GoldenCase.numbers(golden.get("pvalues"));
        golden.expected().properties().forEach(entry -> {
            Multiplicity kind = switch (entry.getKey()) {
                case "bonferroni" -> Multiplicity.BONFERRONI;
                case "holm" -> Multiplicity.HOLM;
                case "fdr_bh" -> Multiplicity.BENJAMINI_HOCHBERG;
                case "fdr_by" -> Multiplicity.BENJAMINI_YEKUTIELI;
                case "sidak" -> Multiplicity.SIDAK;
                default -> throw new AssertionError("unknown: " + entry.getKey());
            };
            all(golden, entry.getKey(), kind.adjust(p));
        });
    }

    private static void all(GoldenCase golden, String name, double[] actual) {
        JsonNode expected = golden.expected().path(name);
        for (int i = 0; i < expected.size(); i++) {
            Expect.close(actual[i], expected.get(i), golden.tolerance(Expect.USUAL), name + " " + i);
        }
    }
}
