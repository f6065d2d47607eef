package dev.llmops.benchmarks.local;

import java.util.Arrays;
import java.util.Locale;

/** The same figure, measured several times. Not safe for concurrent use. */
final class Samples {
    private final boolean greaterIsBetter;
    private double[] values = new double[0];

    private Samples(boolean greaterIsBetter) {
        this.greaterIsBetter = greaterIsBetter;
    }

    /** {@return samples of which the greatest is the best, such as tokens per second} */
    static Samples ofRates() {
        return new Samples(true);
    }

    /** {@return samples of which the smallest is the best, such as milliseconds} */
    static Samples ofTimes() {
        return new Samples(false);
    }

    void add(double value) {
        values = Arrays.copyOf(values, values.length + 1);
        values[values.length - 1] = value;
    }

    boolean isEmpty() {
        return values.length == 0;
    }

    /** {@return the best, which is the one that other work on the machine has disturbed least} */
    double best() {
        return greaterIsBetter ? most() : sorted()[0];
    }

    /** {@return the greatest} */
    double most() {
        return sorted()[values.length - 1];
    }

    /** {@return the one that only a tenth is better than: what is reached when hardly anything disturbs} */
    double bestTenth() {
        double[] sorted = sorted();
        int place = (sorted.length - 1) / 10;
        return greaterIsBetter ? sorted[sorted.length - 1 - place] : sorted[place];
    }

    /** {@return the middle one; of an even number the mean of both} */
    double median() {
        double[] sorted = sorted();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private double[] sorted() {
        if (isEmpty()) {
            throw new IllegalStateException("Nothing was measured.");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    /** {@return best, best tenth and median, for people} */
    @Override
    public String toString() {
        if (isEmpty()) {
            return "not measured";
        }
        return String.format(
                Locale.ROOT,
                "%.2f (best tenth %.2f, median %.2f, %d times)",
                best(),
                bestTenth(),
                median(),
                values.length);
    }
}
