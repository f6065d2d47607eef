package dev.llmops.eval.report;

import java.util.Optional;

/**
 * The mean of values that come in groups, its interval, and the parts of the variance, in one pass.
 *
 * <p>Sums are taken of differences to the first value, which keeps digits where values are large and close together.
 */
final class ClusteredMean {
    private long count;
    private long groups;
    private double origin;
    private double sum;
    private double sumOfSquares;
    private double sumOfProducts;
    private double sumOfSquaredSizes;
    private boolean binary = true;
    private boolean finite = true;

    private double withinSquares;
    private long withinDegrees;
    private long repeatedItems;
    private long unstableItems;
    private double groupMeans;
    private double groupMeansSquares;
    private double inverseSizes;

    private double groupSum;
    private double groupSquares;
    private double groupLow;
    private double groupHigh;
    private long groupSize;

    void add(double value) {
        if (count == 0) {
            origin = Double.isFinite(value) ? value : 0;
        }
        count++;
        binary &= isBinary(value);
        finite &= Double.isFinite(value);
        double difference = value - origin;
        double before = groupSize == 0 ? 0 : groupSum / groupSize;
        groupLow = groupSize == 0 ? value : Math.min(groupLow, value);
        groupHigh = groupSize == 0 ? value : Math.max(groupHigh, value);
        groupSize++;
        groupSum += difference;
        groupSquares += (difference - before) * (difference - groupSum / groupSize);
    }

    private static boolean isBinary(double value) {
        return Double.compare(value, 1) == 0 || Double.compare(Math.abs(value), 0) == 0;
    }

    void endItem() {
        if (groupSize == 0) {
            return;
        }
        groups++;
        sum += groupSum;
        sumOfSquares += groupSum * groupSum;
        sumOfProducts += groupSum * groupSize;
        sumOfSquaredSizes += (double) groupSize * groupSize;
        if (groupSize > 1) {
            repeatedItems++;
            unstableItems += groupHigh > groupLow ? 1 : 0;
            withinSquares += groupSquares;
            withinDegrees += groupSize - 1;
        }
        double mean = groupSum / groupSize;
        double delta = mean - groupMeans;
        groupMeans += delta / groups;
        groupMeansSquares += delta * (mean - groupMeans);
        inverseSizes += 1.0 / groupSize;
        groupSum = 0;
        groupSquares = 0;
        groupSize = 0;
    }

    long count() {
        return count;
    }

    /** {@return how many groups had more than one value} */
    long repeatedItems() {
        return repeatedItems;
    }

    /** {@return how many groups had values that differ} */
    long unstableItems() {
        return unstableItems;
    }

    /** {@return the mean of all values; NaN if there is none} */
    double value() {
        return count == 0 ? Double.NaN : origin + sum / count;
    }

    /** {@return the interval; empty if there are too few groups for one} */
    Optional<Interval> interval() {
        if (groups < 2 || !finite) {
            return Optional.empty();
        }
        if (binary && repeatedItems == 0) {
            return Optional.of(Interval.wilson(value() * count, (double) count));
        }
        double mean = sum / count;
        double squares = sumOfSquares - 2 * mean * sumOfProducts + mean * mean * sumOfSquaredSizes;
        double error = Math.sqrt(Math.max(0, squares) * groups / (groups - 1)) / count;
        return Optional.of(Interval.student(value(), error, groups - 1));
    }

    /** {@return the standard deviation among values of a group; NaN if no group has two} */
    double withinDeviation() {
        return withinDegrees == 0 ? Double.NaN : Math.sqrt(withinSquares / withinDegrees);
    }

    /** {@return the standard deviation among groups, without what comes from within them; NaN if unknown} */
    double betweenDeviation() {
        if (groups < 2 || withinDegrees == 0) {
            return Double.NaN;
        }
        double ofMeans = groupMeansSquares / (groups - 1);
        double fromWithin = withinSquares / withinDegrees * inverseSizes / groups;
        return Math.sqrt(Math.max(0, ofMeans - fromWithin));
    }
}
