package dev.llmops.eval.classification;

import dev.llmops.api.Require;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Cohen's kappa: how far two raters agree beyond chance; 1 is perfect, 0 is chance.
 *
 * <p>Cohen, "A Coefficient of Agreement for Nominal Scales" (1960) and "Weighted Kappa" (1968).
 */
public enum CohenKappa {
    /** All disagreements weigh the same. */
    UNWEIGHTED {
        @Override
        double weight(int distance) {
            return distance == 0 ? 0 : 1;
        }
    },
    /** A disagreement weighs as many labels as it spans. */
    LINEAR {
        @Override
        double weight(int distance) {
            return distance;
        }
    },
    /** A disagreement weighs the square of that. */
    QUADRATIC {
        @Override
        double weight(int distance) {
            return (double) distance * distance;
        }
    };

    /**
     * {@return kappa; empty if nothing was rated, or if both raters gave all items one and the same label}
     *
     * @param labels all labels in their order, which matters with weights
     * @param first what the first rater gave each item
     * @param second what the second gave, in the same order of items
     */
    public <T> OptionalDouble of(List<T> labels, List<T> first, List<T> second) {
        Require.that(
                first.size() == second.size(),
                "second",
                "both must rate the same items, had " + first.size() + " and " + second.size() + " ratings");
        double[][] counts = new double[labels.size()][labels.size()];
        for (int i = 0; i < first.size(); i++) {
            counts[index(labels, first.get(i))][index(labels, second.get(i))]++;
        }
        return of(counts);
    }

    private static <T> int index(List<T> labels, T label) {
        int index = labels.indexOf(label);
        Require.that(index >= 0, "labels", "a rating is none of the " + labels.size() + " labels");
        return index;
    }

    private OptionalDouble of(double[][] counts) {
        int size = counts.length;
        double[] rows = new double[size];
        double[] columns = new double[size];
        double total = 0;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                rows[i] += counts[i][j];
                columns[j] += counts[i][j];
                total += counts[i][j];
            }
        }
        double observed = 0;
        double expected = 0;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                double weight = weight(Math.abs(i - j));
                observed += weight * counts[i][j];
                expected += weight * (rows[i] * columns[j] / total);
            }
        }
        return expected > 0 ? OptionalDouble.of(1 - observed / expected) : OptionalDouble.empty();
    }

    abstract double weight(int distance);
}
