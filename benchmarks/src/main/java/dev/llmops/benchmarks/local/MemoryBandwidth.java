package dev.llmops.benchmarks.local;

import java.util.Arrays;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;

/**
 * How fast threads read memory, by loops of the kind of STREAM (J. D. McCalpin, "Memory bandwidth and machine balance
 * in current high performance computers", 1995) that only read.
 *
 * <p>Two loops, of which the faster counts: one sums all numbers, the other one of each cache line, since memory gives
 * whole lines, and so the instructions do not limit it. Both have independent accumulators. Each thread reads an array
 * of its own, far greater than any cache. Large pages ({@code -XX:+UseTransparentHugePages}) add some per cent. Not
 * safe for concurrent use.
 */
final class MemoryBandwidth {
    private static final int LONGS = 32 << 20;
    private static final int LONGS_PER_LINE = 64 / Long.BYTES;
    private final long[][] arrays;

    private MemoryBandwidth(int threads) {
        this.arrays = new long[threads][LONGS];
        for (long[] array : arrays) {
            Arrays.setAll(array, i -> i);
        }
    }

    /** {@return loops for at most {@code threads} threads; they take 256 MB of the heap for each} */
    static MemoryBandwidth of(int threads) {
        return new MemoryBandwidth(threads);
    }

    /**
     * {@return what {@code threads} threads read together, in bytes per second}
     *
     * <p>An attempt takes about as long as a step of a model with some hundred million weights, so that both meet the
     * same disturbances.
     */
    double bytesPerSecond(int threads) throws InterruptedException {
        return Math.max(measure(threads, MemoryBandwidth::readsAll), measure(threads, MemoryBandwidth::readsLines));
    }

    /** Reads an array; tells whether it holds what it should, so that no compiler can leave the reading out. */
    @FunctionalInterface
    private interface Reading {
        boolean isRight(long[] array);
    }

    private double measure(int threads, Reading reading) throws InterruptedException {
        CyclicBarrier start = new CyclicBarrier(threads);
        long[] began = new long[threads];
        long[] ended = new long[threads];
        boolean[] right = new boolean[threads];
        Thread[] readers = new Thread[threads];
        for (int i = 0; i < threads; i++) {
            int thread = i;
            readers[i] = new Thread(() -> {
                await(start);
                began[thread] = System.nanoTime();
                right[thread] = reading.isRight(arrays[thread]);
                ended[thread] = System.nanoTime();
            });
            readers[i].start();
        }
        for (int i = 0; i < threads; i++) {
            readers[i].join();
            if (!right[i]) {
                throw new IllegalStateException("Thread " + i + " has read something else than was written.");
            }
        }
        long nanos = Arrays.stream(ended).max().orElseThrow()
                - Arrays.stream(began).min().orElseThrow();
        return (double) Long.BYTES * LONGS * threads / (nanos / 1e9);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean readsAll(long[] values) {
        long a = 0;
        long b = 0;
        long c = 0;
        long d = 0;
        long e = 0;
        long f = 0;
        long g = 0;
        long h = 0;
        for (int i = 0; i < LONGS; i += 8) {
            a += values[i];
            b += values[i + 1];
            c += values[i + 2];
            d += values[i + 3];
            e += values[i + 4];
            f += values[i + 5];
            g += values[i + 6];
            h += values[i + 7];
        }
        return a + b + c + d + e + f + g + h == sum(LONGS);
    }

    private static boolean readsLines(long[] values) {
        long a = 0;
        long b = 0;
        long c = 0;
        long d = 0;
        for (int i = 0; i < LONGS; i += 4 * LONGS_PER_LINE) {
            a += values[i];
            b += values[i + LONGS_PER_LINE];
            c += values[i + 2 * LONGS_PER_LINE];
            d += values[i + 3 * LONGS_PER_LINE];
        }
        return a + b + c + d == LONGS_PER_LINE * sum(LONGS / LONGS_PER_LINE);
    }

    /** {@return the sum of the numbers below {@code count}} */
    private static long sum(long count) {
        return count * (count - 1) / 2;
    }
}
