package dev.llmops.testing;

import dev.llmops.testing.ServedConnection.Cause;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a fault server remembers, the oldest of which is forgotten. Safe for concurrent use. */
final class FaultLog {
    private static final int MOST_RECORDS = 20_000;
    private static final long MOST_BYTES = 64L * 1024 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<ReceivedRequest> requests = new ArrayDeque<>();
    private final Map<Integer, ServedConnection> connections = new LinkedHashMap<>();
    private long requestBytes;
    private long requestCount;
    private int connectionCount;
    private int open;
    private int stalled;

    ServedConnection opened() {
        return locked(() -> {
            ServedConnection connection = new ServedConnection(connectionCount++, this);
            connections.put(connection.number(), connection);
            open++;
            if (connections.size() > MOST_RECORDS) {
                forgetOldestEnded();
            }
            return connection;
        });
    }

    void received(ReceivedRequest request, ServedConnection connection) {
        locked(() -> {
            connection.countRequest();
            requests.add(request);
            requestBytes += request.weight();
            requestCount++;
            while (requests.size() > MOST_RECORDS || (requestBytes > MOST_BYTES && requests.size() > 1)) {
                requestBytes -= requests.remove().weight();
            }
            return request;
        });
    }

    void ended(ServedConnection connection, Cause cause, long atNanos) {
        locked(() -> {
            connection.endAs(cause, atNanos);
            return open--;
        });
    }

    void stalled(int change) {
        locked(() -> stalled += change);
    }

    List<ReceivedRequest> requests() {
        return locked(() -> List.copyOf(requests));
    }

    List<ServedConnection> connections() {
        return locked(() -> List.copyOf(new ArrayList<>(connections.values())));
    }

    @Nullable ServedConnection connection(int number) {
        lock.lock();
        try {
            return connections.get(number);
        } finally {
            lock.unlock();
        }
    }

    long requestCount() {
        return number(() -> requestCount);
    }

    int connectionCount() {
        return (int) number(() -> connectionCount);
    }

    int open() {
        return (int) number(() -> open);
    }

    int stalled() {
        return (int) number(() -> stalled);
    }

    void await(BooleanSupplier done, Supplier<String> what) {
        Patience.await(lock, changed, done, what);
    }

    private long number(LongSupplier counter) {
        lock.lock();
        try {
            return counter.getAsLong();
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(Supplier<T> change) {
        lock.lock();
        try {
            T result = change.get();
            changed.signalAll();
            return result;
        } finally {
            lock.unlock();
        }
    }

    /** Those that are open are kept: their number is bounded by the system. */
    private void forgetOldestEnded() {
        for (Iterator<ServedConnection> all = connections.values().iterator(); all.hasNext(); ) {
            if (!all.next().isOpen()) {
                all.remove();
                return;
            }
        }
    }
}
