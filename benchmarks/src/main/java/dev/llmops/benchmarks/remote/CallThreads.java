package dev.llmops.benchmarks.remote;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Threads that calls run on, a virtual one for each where the JVM has them, and those that are left of them. */
final class CallThreads {
    /** Small, since there is a thread for every call. */
    private static final long STACK_BYTES = 256 * 1024L;

    private final Set<Thread> before = Thread.getAllStackTraces().keySet();
    private final @Nullable Method startVirtual = startVirtual();

    private static @Nullable Method startVirtual() {
        try {
            // Since 21; 19 and 20 have it as a preview.
            return Runtime.version().feature() < 21
                    ? null
                    : Thread.class.getMethod("startVirtualThread", Runnable.class);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a JVM from 21 on has virtual threads", e);
        }
    }

    /** {@return what the threads of calls are} */
    String kind() {
        return startVirtual == null ? "platform threads" : "virtual threads";
    }

    /** Starts a thread for a call. */
    void start(Runnable call) {
        if (startVirtual == null) {
            Thread thread = new Thread(null, call, "call", STACK_BYTES);
            thread.setDaemon(true);
            thread.start();
            return;
        }
        try {
            startVirtual.invoke(null, call);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a virtual thread could not be started", e);
        }
    }

    /** {@return the names of the platform threads that were not there at the beginning} */
    Set<String> left() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                // The JVM's own: one that waits for the other process, and those that serve virtual threads.
                .filter(name -> !name.startsWith("process reaper")
                        && !name.endsWith("Poller")
                        && !name.startsWith("ForkJoinPool-")
                        && !name.startsWith("VirtualThread-"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** {@return whether all threads of transports have gone, which the HTTP library keeps for a minute}; says which. */
    boolean areGone() {
        Set<String> atOnce = left();
        long began = System.nanoTime();
        boolean gone = await(80, () -> left().isEmpty());
        System.out.printf(
                "threads left after closing %s, after %d s %s%n",
                atOnce, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began), left());
        return gone;
    }

    /** {@return whether a condition came true within some seconds} */
    static boolean await(int seconds, BooleanSupplier condition) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - until > 0) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        return true;
    }
}
