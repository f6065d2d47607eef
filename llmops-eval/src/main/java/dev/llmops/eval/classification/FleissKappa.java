package dev.llmops.eval.classification;

import dev.llmops.api.Require;
import java.util.OptionalDouble;

/**
 * Fleiss' kappa: how far any number of raters agree beyond chance, the same number for each item.
 *
 * <p>Fleiss, "Measuring Nominal Scale Agreement Among Many Raters" (1971).
 */
public final class FleissKappa {
    private FleissKappa() {}

    /**
     * {@return kappa, 1 for perfect agreement and 0 for chance; empty if there is nothing to compare, or if all ratings
     * are one and the same}
     *
     * @param counts how many raters gave each item, by row, each label, by column
     */
    public static OptionalDouble of(long[][] counts) {
        if (counts.length == 0) {
            return OptionalDouble.empty();
        }
        double[] labels = new double[counts[0].length];
        double raters = sum(counts[0]);
        double agreement = 0;
        for (long[] row : counts) {
            Require.that(
                    row.length == labels.length && sum(row) == raters,
                    "counts",
                    "every item must have the same labels and the same number of ratings");
            double squares = 0;
            for (int j = 0; j < labels.length; j++) {
                squares += (double) row[j] * row[j];
                labels[j] += row[j];
            }
            agreement += (squares - raters) / (raters * (raters - 1));
        }
        double chance = 0;
        for (double label : labels) {
            double share = label / (counts.length * raters);
            chance += share * share;
        }
        if (raters < 2 || chance >= 1) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of((agreement / counts.length - chance) / (1 - chance));
    }

    private static double sum(long[] row) {
        double sum = 0;
        for (long count : row) {
            sum += count;
        }
        return sum;
    }
}
