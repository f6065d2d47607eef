package dev.llmops.eval.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.eval.classification.CohenKappa;
import dev.llmops.eval.classification.Confusion;
import dev.llmops.eval.classification.FleissKappa;
import dev.llmops.eval.classification.KrippendorffAlpha;
import dev.llmops.eval.classification.Probabilities;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** Classifiers and agreement against scikit-learn, statsmodels and fast-krippendorff. */
final class ClassificationChecks implements CheckSet {
    @Override
    public Map<String, Check> checks() {
        return Map.of(
                "stats.cohen_kappa", ClassificationChecks::cohen,
                "stats.krippendorff", ClassificationChecks::krippendorff,
                "stats.fleiss_kappa", ClassificationChecks::fleiss,
                "stats.binary_classifier", ClassificationChecks::classifier);
    }

    private static void cohen(GoldenCase golden) {
        List<String> labels = GoldenCase.texts(golden.param("labels"));
        List<String> a = GoldenCase.texts(golden.get("a"));
        List<String> b = GoldenCase.texts(golden.get("b"));
        golden.expected().properties().forEach(entry -> {
            CohenKappa kappa = switch (entry.getKey()) {
                case "none" -> CohenKappa.UNWEIGHTED;
                case "linear" -> CohenKappa.LINEAR;
                case "quadratic" -> CohenKappa.QUADRATIC;
                default -> throw new AssertionError("unknown: " + entry.getKey());
            };
            close(kappa.of(labels, a, b), entry.getValue(), entry.getKey());
        });
    }

    private static void krippendorff(GoldenCase golden) {
        List<List<Double>> ratings = new ArrayList<>();
        for (JsonNode rater : golden.get("ratings")) {
            List<Double> row = new ArrayList<>();
            rater.forEach(rating -> row.add(rating.isNull() ? null : rating.asDouble()));
            ratings.add(row);
        }
        golden.expected().properties().forEach(entry -> {
            KrippendorffAlpha alpha = KrippendorffAlpha.valueOf(entry.getKey().toUpperCase(Locale.ROOT));
            close(alpha.of(ratings), entry.getValue(), entry.getKey());
        });
    }

    private static void fleiss(GoldenCase golden) {
        long[][] counts = new long[golden.get("counts").size()][];
        for (int i = 0; i < counts.length; i++) {
            JsonNode row = golden.get("counts").get(i);
            counts[i] = new long[row.size()];
            for (int j = 0; j < row.size(); j++) {
                counts[i][j] = row.get(j).asLong();
            }
        }
        close(FleissKappa.of(counts), golden.expected(), "kappa");
    }

    private static void classifier(GoldenCase golden) {
        double[] scores = GoldenCase.numbers(golden.get("scores"));
        boolean[] actual = new boolean[scores.length];
        for (int i = 0; i < actual.length; i++) {
            actual[i] = golden.get("y").get(i).asInt() == 1;
        }
        Probabilities probabilities = Probabilities.of(actual, scores);
        Confusion decided = probabilities.decide(golden.param("threshold").asDouble());
        int bins = golden.param("ece_bins").asInt();
        golden.expected().properties().forEach(entry -> {
            OptionalDouble value = switch (entry.getKey()) {
                case "roc_auc" -> probabilities.rocAuc();
                case "average_precision" -> probabilities.averagePrecision();
                case "brier" -> probabilities.brier();
                // the cases keep probabilities 1e-6 from 0 and 1
                case "log_loss" -> probabilities.logLoss(1e-6);
                case "ece" -> probabilities.calibrationError(bins);
                // scikit-learn's zero_division=0
                case "precision" -> OptionalDouble.of(decided.precision("1").orElse(0));
                case "recall" -> OptionalDouble.of(decided.recall("1").orElse(0));
                case "f1" -> OptionalDouble.of(decided.f1("1").orElse(0));
                case "macro_f1" -> decided.macroF1();
                case "mcc" -> decided.mcc();
                case "accuracy" -> decided.accuracy();
                case "balanced_accuracy" -> decided.balancedAccuracy();
                default -> throw new AssertionError("unknown: " + entry.getKey());
            };
            close(value, entry.getValue(), entry.getKey());
        });
    }

    private static void close(OptionalDouble actual, JsonNode expected, String what) {
        Expect.close(actual.orElse(Double.NaN), expected, Expect.USUAL, what);
    }
}
