package dev.llmops.remote.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks at all running exchanges every few milliseconds, and ends those whose time is up.
 *
 * <p>One daemon thread serves them all, and only while there are any. A thread that is blocked in
 * a read cannot look at clocks or at its own interrupt; this one does it for them. An alarm per
 * clock would cost each byte a rescheduling; a look costs nothing per byte.
 */
final class Watchdog {
    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** How many looks at nothing before the thread ends. */
    private static final int IDLE_LOOKS = 200;

    private final Set<Exchange> watched = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile boolean closed;

    /** Watches an exchange until it is {@linkplain #forget forgotten}. */
    void watch(Exchange exchange) {
        watched.add(exchange);
        // Asked after the exchange was added: the thread looks once more after it has said that it ends.
        if (!running.get() && running.compareAndSet(false, true)) {
            Thread thread = new Thread(this::run, "llmops-remote-clocks");
            thread.setDaemon(true);
            thread.start();
        }
        if (closed) {
            exchange.cut(TransportFault.Kind.CLOSED);
        }
    }

    void forget(Exchange exchange) {
        watched.remove(exchange);
    }

    /** Ends all exchanges and, within a look, the thread. */
    void close() {
        closed = true;
        watched.forEach(exchange -> exchange.cut(TransportFault.Kind.CLOSED));
    }

    private void run() {
        do {
            int idle = 0;
            while (idle < IDLE_LOOKS && !(closed && watched.isEmpty())) {
                LockSupport.parkNanos(this, LOOK_EVERY_NANOS);
                idle = watched.isEmpty() ? idle + 1 : 0;
                watched.forEach(Exchange::look);
            }
            running.set(false);
        } while (!watched.isEmpty() && running.compareAndSet(false, true));
    }
}
