package dev.llmops.eval.report;

import java.time.Duration;

/**
 * Counts durations in buckets that are 0.4 % wide at most, in constant memory.
 *
 * <p>Buckets lie as in an HDR histogram: nanoseconds below 256 have one each, and every doubling above has 256.
 */
final class LatencyHistogram {
    private static final int BITS = 8;
    private static final int STEPS = 1 << BITS;

    private final long[] counts = new long[(Long.SIZE - BITS + 1) * STEPS];
    private long count;
    private long largest;
    private double sum;

    void add(Duration duration) {
        long nanos = Math.max(0, nanos(duration));
        counts[bucket(nanos)]++;
        count++;
        sum += nanos;
        largest = Math.max(largest, nanos);
    }

    private static long nanos(Duration duration) {
        // About 292 years fit.
        return duration.toSeconds() >= Long.MAX_VALUE / 1_000_000_000 ? Long.MAX_VALUE : duration.toNanos();
    }

    private static int bucket(long nanos) {
        if (nanos < STEPS) {
            return (int) nanos;
        }
        int doublings = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos) - BITS;
        return (doublings + 1) * STEPS + (int) (nanos >>> doublings) - STEPS;
    }

    /** {@return the middle of the bucket, in nanoseconds} */
    private static double middle(int bucket) {
        if (bucket < STEPS) {
            return bucket;
        }
        int doublings = bucket / STEPS - 1;
        return (bucket % STEPS + STEPS + 0.5) * Math.scalb(1.0, doublings);
    }

    long count() {
        return count;
    }

    double meanMillis() {
        return sum / count / 1e6;
    }

    double largestMillis() {
        return largest / 1e6;
    }

    /** {@return the smallest duration that at least {@code share} of all durations do not exceed, in milliseconds} */
    double quantileMillis(double share) {
        long rank = Math.max(1, (long) Math.ceil(share * count));
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return Math.min(middle(i), (double) largest) / 1e6;
            }
        }
        return largestMillis();
    }

    /** {@return how many durations are shorter than {@code millis} milliseconds, bucket borders rounded} */
    long below(double millis) {
        long seen = 0;
        for (int i = 0; i < counts.length && middle(i) < millis * 1e6; i++) {
            seen += counts[i];
        }
        return seen;
    }
}
