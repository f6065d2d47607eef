package dev.llmops.benchmarks;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.lang.management.PlatformManagedObject;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;

/** What this process uses: heap and threads. Safe for concurrent use. */
public final class ProcessFigures {
    private static final Pattern THREAD_NAME = Pattern.compile("\"name\": \"(llmops-\\d+)\"");

    private final Set<String> heapPools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getName)
            .collect(Collectors.toSet());
    private final AtomicLong peakHeap = new AtomicLong();

    private ProcessFigures() {}

    /** {@return figures that begin now} */
    public static ProcessFigures watching() {
        ProcessFigures figures = new ProcessFigures();
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener(figures::collected, null, null);
            }
        }
        ManagementFactory.getThreadMXBean().resetPeakThreadCount();
        return figures;
    }

    private void collected(Notification notification, @Nullable Object handback) {
        if (notification.getUserData() instanceof CompositeData data
                && notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
            GcInfo info = GarbageCollectionNotificationInfo.from(data).getGcInfo();
            long used = 0;
            for (Map.Entry<String, MemoryUsage> pool :
                    info.getMemoryUsageAfterGc().entrySet()) {
                used += heapPools.contains(pool.getKey()) ? pool.getValue().getUsed() : 0;
            }
            peakHeap.accumulateAndGet(used, Math::max);
        }
    }

    /** {@return the most heap that was in use after any garbage collection so far, in bytes} */
    public long peakHeap() {
        return peakHeap.get();
    }

    /** {@return the heap in use after a full garbage collection now, in bytes; the least of several} */
    public static long heapInUse() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    /** {@return the time all threads together have had a processor; what else the machine does hardly changes it} */
    public static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    /** {@return the most platform threads that lived at once since the figures began} */
    public static int peakThreads() {
        return ManagementFactory.getThreadMXBean().getPeakThreadCount();
    }

    /**
     * {@return the names of live worker threads of the engine, virtual ones too}
     *
     * @throws IOException if a JVM with virtual threads cannot list them
     */
    static List<String> workers() throws IOException {
        List<String> names = Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.matches("llmops-\\d+"))
                .collect(Collectors.toList());
        names.addAll(virtualWorkers());
        return names;
    }

    /** Virtual threads are shown by a thread dump in JSON only, which JVMs before 21 do not have. */
    private static List<String> virtualWorkers() throws IOException {
        Path folder = Files.createTempDirectory("llmops-threads");
        Path dump = folder.resolve("threads.json");
        try {
            Class<?> diagnostics = Class.forName("com.sun.management.HotSpotDiagnosticMXBean");
            Class<?> format = Class.forName("com.sun.management.HotSpotDiagnosticMXBean$ThreadDumpFormat");
            Object bean = ManagementFactory.getPlatformMXBean(diagnostics.asSubclass(PlatformManagedObject.class));
            Method dumpThreads = diagnostics.getMethod("dumpThreads", String.class, format);
            dumpThreads.invoke(bean, dump.toString(), format.getField("JSON").get(null));
            return THREAD_NAME
                    .matcher(Files.readString(dump))
                    .results()
                    .map(match -> match.group(1))
                    .toList();
        } catch (ClassNotFoundException | NoSuchMethodException | NoSuchFieldException e) {
            return List.of();
        } catch (ReflectiveOperationException e) {
            throw new IOException("The threads of this JVM could not be listed.", e);
        } finally {
            Files.deleteIfExists(dump);
            Files.delete(folder);
        }
    }

    /** {@return {@code bytes} in megabytes, for people} */
    public static String megabytes(long bytes) {
        return String.format("%.1f MB", bytes / 1024.0 / 1024.0);
    }

    /** {@return which JVM this is, with its processors and its largest heap} */
    public static String machine() {
        Runtime runtime = Runtime.getRuntime();
        return "JDK " + Runtime.version().feature() + ", " + runtime.availableProcessors() + " processors, max heap "
                + megabytes(runtime.maxMemory());
    }
}
