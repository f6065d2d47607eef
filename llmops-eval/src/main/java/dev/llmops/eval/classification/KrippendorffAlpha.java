package dev.llmops.eval.classification;

import dev.llmops.api.Require;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Krippendorff's alpha: how far any number of raters agree beyond chance, whoever rated what; 1 is perfect, 0 is chance.
 *
 * <p>Items with one rating do not count. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011).
 */
public enum KrippendorffAlpha {
    /** Ratings are names: equal or different. */
    NOMINAL {
        @Override
        double distance(double[] values, double[] counts, int i, int j) {
            return i == j ? 0 : 1;
        }
    },
    /** Ratings have an order: how many ratings lie between counts. */
    ORDINAL {
        @Override
        double distance(double[] values, double[] counts, int i, int j) {
            double between = 0;
            for (int k = Math.min(i, j); k <= Math.max(i, j); k++) {
                between += counts[k];
            }
            return square(between - (counts[i] + counts[j]) / 2);
        }
    },
    /** Ratings are numbers: their difference counts. */
    INTERVAL {
        @Override
        double distance(double[] values, double[] counts, int i, int j) {
            return square(values[i] - values[j]);
        }
    },
    /** Ratings are numbers with a true zero: their difference counts relative to their size. */
    RATIO {
        @Override
        double distance(double[] values, double[] counts, int i, int j) {
            double sum = values[i] + values[j];
            return sum == 0 ? 0 : square((values[i] - values[j]) / sum);
        }
    };

    /**
     * {@return alpha; empty if no item has two ratings, or if all ratings are equal}
     *
     * @param ratings a row for each rater, a column for each item, null where a rater did not rate; rows of one length
     */
    public OptionalDouble of(List<? extends List<? extends @Nullable Number>> ratings) {
        int items = ratings.isEmpty() ? 0 : ratings.get(0).size();
        TreeMap<Double, Integer> indices = new TreeMap<>();
        for (List<? extends @Nullable Number> row : ratings) {
            Require.that(row.size() == items, "ratings", "all raters need a place for each of the " + items + " items");
            for (Number rating : row) {
                if (rating != null) {
                    indices.put(value(rating), 0);
                }
            }
        }
        double[] values =
                indices.keySet().stream().mapToDouble(Double::doubleValue).toArray();
        for (int i = 0; i < values.length; i++) {
            indices.put(values[i], i);
        }
        double[][] pairs = new double[values.length][values.length];
        for (int item = 0; item < items; item++) {
            double[] counts = new double[values.length];
            for (List<? extends @Nullable Number> row : ratings) {
                Number rating = row.get(item);
                if (rating != null) {
                    counts[indices.getOrDefault(value(rating), 0)]++;
                }
            }
            addPairs(pairs, counts);
        }
        return of(values, pairs);
    }

    /** {@return the rating as a number; the two zeros are one} */
    private static double value(Number rating) {
        return rating.doubleValue() + 0.0;
    }

    /** Adds how often two ratings of an item meet, each rating weighing 1 in all. */
    private static void addPairs(double[][] pairs, double[] counts) {
        double ratings = 0;
        for (double count : counts) {
            ratings += count;
        }
        for (int i = 0; ratings > 1 && i < counts.length; i++) {
            for (int j = 0; j < counts.length; j++) {
                pairs[i][j] += counts[i] * (counts[j] - (i == j ? 1 : 0)) / (ratings - 1);
            }
        }
    }

    private OptionalDouble of(double[] values, double[][] pairs) {
        double[] counts = new double[values.length];
        double total = 0;
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < values.length; j++) {
                counts[i] += pairs[i][j];
            }
            total += counts[i];
        }
        double observed = 0;
        double expected = 0;
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < values.length; j++) {
                double distance = distance(values, counts, i, j);
                observed += pairs[i][j] * distance;
                expected += counts[i] * (counts[j] - (i == j ? 1 : 0)) * distance;
            }
        }
        return expected > 0 ? OptionalDouble.of(1 - observed * (total - 1) / expected) : OptionalDouble.empty();
    }

    abstract double distance(double[] values, double[] counts, int i, int j);

    private static double square(double x) {
        return x * x;
    }
}
