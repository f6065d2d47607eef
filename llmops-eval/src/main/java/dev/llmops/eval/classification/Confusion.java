package dev.llmops.eval.classification;

import dev.llmops.api.Require;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * How often each class was taken for each: the sufficient statistic of accuracy, precision, recall, F and MCC.
 * Immutable; those of parts of a data set are merged by {@link #plus}.
 */
public final class Confusion {
    private final List<String> labels;
    private final long[][] counts;

    private Confusion(List<String> labels, long[][] counts) {
        this.labels = labels;
        this.counts = counts;
    }

    /**
     * {@return the counts of decisions}
     *
     * @param actual the true class of each item
     * @param decided the class that was decided for, in the same order
     */
    public static Confusion of(List<String> actual, List<String> decided) {
        Require.that(
                actual.size() == decided.size(),
                "decided",
                "there must be a decision for each item, had " + actual.size() + " items and " + decided.size()
                        + " decisions");
        TreeMap<String, Integer> indices = new TreeMap<>();
        actual.forEach(label -> indices.put(label, 0));
        decided.forEach(label -> indices.put(label, 0));
        List<String> labels = List.copyOf(indices.keySet());
        for (int i = 0; i < labels.size(); i++) {
            indices.put(labels.get(i), i);
        }
        long[][] counts = new long[labels.size()][labels.size()];
        for (int i = 0; i < actual.size(); i++) {
            counts[indices.getOrDefault(actual.get(i), 0)][indices.getOrDefault(decided.get(i), 0)]++;
        }
        return new Confusion(labels, counts);
    }

    /** {@return the counts of yes-or-no decisions, with the labels {@code "0"} and {@code "1"}} */
    public static Confusion ofOutcomes(boolean[] actual, boolean[] decided) {
        Require.that(actual.length == decided.length, "decided", "there must be a decision for each item");
        long[][] counts = new long[2][2];
        for (int i = 0; i < actual.length; i++) {
            counts[actual[i] ? 1 : 0][decided[i] ? 1 : 0]++;
        }
        return new Confusion(List.of("0", "1"), counts);
    }

    /** {@return the counts of both} */
    public Confusion plus(Confusion other) {
        TreeMap<String, Integer> indices = new TreeMap<>();
        labels.forEach(label -> indices.put(label, 0));
        other.labels.forEach(label -> indices.put(label, 0));
        List<String> all = new ArrayList<>(indices.keySet());
        long[][] sums = new long[all.size()][all.size()];
        for (Confusion part : List.of(this, other)) {
            for (int i = 0; i < part.labels.size(); i++) {
                for (int j = 0; j < part.labels.size(); j++) {
                    sums[all.indexOf(part.labels.get(i))][all.indexOf(part.labels.get(j))] += part.counts[i][j];
                }
            }
        }
        return new Confusion(List.copyOf(all), sums);
    }

    /** {@return the classes, sorted} */
    public List<String> labels() {
        return labels;
    }

    /** {@return how often {@code actual} was taken for {@code decided}} */
    public long count(String actual, String decided) {
        int i = labels.indexOf(actual);
        int j = labels.indexOf(decided);
        return i < 0 || j < 0 ? 0 : counts[i][j];
    }

    /** {@return how many decisions there are} */
    public long total() {
        return Arrays.stream(counts).flatMapToLong(Arrays::stream).sum();
    }

    private long right() {
        long right = 0;
        for (int i = 0; i < counts.length; i++) {
            right += counts[i][i];
        }
        return right;
    }

    private double actual(int label) {
        return Arrays.stream(counts[label]).sum();
    }

    private double decided(int label) {
        return Arrays.stream(counts).mapToLong(row -> row[label]).sum();
    }

    /** {@return the share of right decisions; empty without decisions} */
    public OptionalDouble accuracy() {
        return ratio((double) right(), (double) total());
    }

    /** {@return the mean of the recalls of all classes that occur; empty without decisions} */
    public OptionalDouble balancedAccuracy() {
        double sum = 0;
        int classes = 0;
        for (int i = 0; i < labels.size(); i++) {
            if (actual(i) > 0) {
                sum += counts[i][i] / actual(i);
                classes++;
            }
        }
        return ratio(sum, classes);
    }

    /** {@return which share of the decisions for {@code label} is right; empty if there is none} */
    public OptionalDouble precision(String label) {
        int i = labels.indexOf(label);
        return i < 0 ? OptionalDouble.empty() : ratio((double) counts[i][i], decided(i));
    }

    /** {@return which share of the items of {@code label} was found; empty if there is none} */
    public OptionalDouble recall(String label) {
        int i = labels.indexOf(label);
        return i < 0 ? OptionalDouble.empty() : ratio((double) counts[i][i], actual(i));
    }

    /** {@return the harmonic mean of precision and recall; empty if {@code label} neither occurs nor was decided for} */
    public OptionalDouble f1(String label) {
        int i = labels.indexOf(label);
        return i < 0 ? OptionalDouble.empty() : ratio(2.0 * counts[i][i], actual(i) + decided(i));
    }

    /** {@return the mean of F1 over all classes that occur or were decided for; empty without decisions} */
    public OptionalDouble macroF1() {
        double sum = 0;
        int classes = 0;
        for (String label : labels) {
            OptionalDouble f1 = f1(label);
            if (f1.isPresent()) {
                sum += f1.getAsDouble();
                classes++;
            }
        }
        return ratio(sum, classes);
    }

    /**
     * {@return Matthews' correlation of decisions and classes, from -1 to 1, for any number of classes (Gorodkin, 2004);
     * 0, as scikit-learn has it, where all items or all decisions are of one class, and empty without decisions}
     */
    public OptionalDouble mcc() {
        double total = total();
        double together = 0;
        double squaresActual = 0;
        double squaresDecided = 0;
        for (int i = 0; i < labels.size(); i++) {
            together += actual(i) * decided(i);
            squaresActual += actual(i) * actual(i);
            squaresDecided += decided(i) * decided(i);
        }
        double product = (total * total - squaresActual) * (total * total - squaresDecided);
        if (total == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(product > 0 ? (right() * total - together) / StrictMath.sqrt(product) : 0);
    }

    private static OptionalDouble ratio(double part, double whole) {
        return whole > 0 ? OptionalDouble.of(part / whole) : OptionalDouble.empty();
    }
}
