package dev.llmops.core.memory;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A lock for every conversation in use, and none for the others.
 *
 * <p>Whoever comes first gets the lock first. A lock exists while somebody holds it or waits for it.
 */
final class ConversationLocks {
    private final ConcurrentMap<String, Shared> inUse = new ConcurrentHashMap<>();

    /** {@return what {@code action} returns; it runs while no other action of this conversation does} */
    <T> T whileAlone(String conversation, Supplier<T> action) {
        Shared shared = inUse.compute(conversation, (name, known) -> (known == null ? new Shared() : known).join());
        shared.lock.lock();
        try {
            return action.get();
        } finally {
            shared.lock.unlock();
            inUse.computeIfPresent(conversation, (name, known) -> known.leave() ? null : known);
        }
    }

    /** {@return how many conversations have a lock at the moment} */
    int size() {
        return inUse.size();
    }

    /** A lock and how many threads have to do with it; the number changes within the map's own lock only. */
    private static final class Shared {
        private final ReentrantLock lock = new ReentrantLock(true);
        private int users;

        Shared join() {
            users++;
            return this;
        }

        boolean leave() {
            users--;
            return users == 0;
        }
    }
}
