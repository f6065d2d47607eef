package dev.llmops.benchmarks.local;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What this process holds of memory, in bytes.
 *
 * <p>Meaningful as a measure of native memory if the heap does not change: {@code -Xms} as {@code -Xmx}, and
 * {@code -XX:+AlwaysPreTouch}.
 *
 * @param resident all pages in memory, as Linux counts them
 * @param direct buffers outside of the heap, as Java counts them
 */
record NativeMemory(long resident, long direct) {
    private static final int COLLECTIONS = 3;
    private static final Path STATUS = Path.of("/proc/self/status");

    /**
     * {@return the memory now, after collections, which free the buffers that nobody has any more}
     *
     * @throws IOException where there is no {@code /proc}
     */
    static NativeMemory now() throws IOException {
        long direct = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            // What was found is freed by another thread.
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            direct = Math.min(direct, directNow());
        }
        return new NativeMemory(residentNow(), direct);
    }

    private static long directNow() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    private static long residentNow() throws IOException {
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .sum();
    }

    /** {@return the middle of several measurements, for each figure by itself} */
    static NativeMemory median(List<NativeMemory> several) {
        return new NativeMemory(
                several.stream().mapToLong(NativeMemory::resident).sorted().toArray()[several.size() / 2],
                several.stream().mapToLong(NativeMemory::direct).sorted().toArray()[several.size() / 2]);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "resident %.1f MB, direct buffers %.1f MB", resident / 1e6, direct / 1e6);
    }
}
