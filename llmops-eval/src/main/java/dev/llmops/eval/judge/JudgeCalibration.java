package dev.llmops.eval.judge;

import dev.llmops.api.Require;
import dev.llmops.eval.Score;
import dev.llmops.eval.classification.CohenKappa;
import dev.llmops.eval.classification.KrippendorffAlpha;
import dev.llmops.eval.statistics.Correlation;
import dev.llmops.eval.statistics.TestResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * How far a judge agrees with people who judged the same items. Immutable.
 *
 * <p>Agreement on labels is κ or α; if the judge only uses the scale differently, the rank correlation is high all the
 * same. {@link #corrected} turns many scores of the judge and few of people into an estimate of what people would say.
 */
public final class JudgeCalibration {
    private final double[] human;
    private final double[] judge;
    private final int unmeasured;

    private JudgeCalibration(double[] human, double[] judge, int unmeasured) {
        this.human = human;
        this.judge = judge;
        this.unmeasured = unmeasured;
    }

    /**
     * {@return the agreement on the items that both have}
     *
     * @param human what people say, by item id, on the scale of the judge
     * @param judge what the judge says, by item id
     */
    public static JudgeCalibration of(Map<String, Double> human, Map<String, Score> judge) {
        Require.nonNull(judge, "judge");
        List<double[]> pairs = new ArrayList<>();
        int unmeasured = 0;
        for (Map.Entry<String, Double> label : new TreeMap<>(Require.nonNull(human, "human")).entrySet()) {
            Require.that(
                    Double.isFinite(label.getValue()),
                    "human",
                    "the label of item " + label.getKey() + " must be finite");
            Score score = judge.get(label.getKey());
            if (score instanceof Score.Measured measured && Double.isFinite(measured.value())) {
                pairs.add(new double[] {label.getValue(), measured.value()});
            } else if (score != null) {
                unmeasured++;
            }
        }
        return new JudgeCalibration(
                pairs.stream().mapToDouble(pair -> pair[0]).toArray(),
                pairs.stream().mapToDouble(pair -> pair[1]).toArray(),
                unmeasured);
    }

    /** {@return how many items both have judged} */
    public int size() {
        return human.length;
    }

    /** {@return on how many items that people have judged the judge has no number} */
    public int unmeasured() {
        return unmeasured;
    }

    /** {@return Cohen's κ, each number being a label; empty where that is undefined} */
    public OptionalDouble kappa(CohenKappa weights) {
        List<Double> labels = Arrays.stream(human.length == 0 ? human : concat())
                .distinct()
                .sorted()
                .boxed()
                .toList();
        return weights.of(labels, boxed(human), boxed(judge));
    }

    private double[] concat() {
        double[] all = Arrays.copyOf(human, human.length + judge.length);
        System.arraycopy(judge, 0, all, human.length, judge.length);
        return all;
    }

    /** {@return Krippendorff's α of judge and people; empty where that is undefined} */
    public OptionalDouble alpha(KrippendorffAlpha level) {
        return human.length == 0 ? OptionalDouble.empty() : level.of(List.of(boxed(human), boxed(judge)));
    }

    /** {@return Spearman's rank correlation; empty where that is undefined} */
    public Optional<TestResult> spearman() {
        return Correlation.spearman(human, judge);
    }

    /** {@return by how much the judge is above people on average; empty without items} */
    public OptionalDouble bias() {
        double sum = 0;
        for (int i = 0; i < human.length; i++) {
            sum += judge[i] - human[i];
        }
        return human.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / human.length);
    }

    /**
     * {@return what people would say on average about a set of which the judge has seen every item}
     *
     * @param scores what the judge says about items that nobody else judged, from the same source as those that people
     *     judged
     * @param confidence how sure the interval shall be, such as 0.95
     */
    public Optional<CorrectedMean> corrected(double[] scores, double confidence) {
        return CorrectedMean.tuned(human, judge, scores, confidence);
    }

    private static List<Double> boxed(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    /** Shows counts only. */
    @Override
    public String toString() {
        return "JudgeCalibration[" + size() + " items, " + unmeasured + " unmeasured]";
    }
}
