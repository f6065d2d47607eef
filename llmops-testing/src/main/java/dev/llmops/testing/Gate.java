package dev.llmops.testing;

import dev.llmops.api.Require;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A barrier in the scripts of a {@link FaultServer}, closed until a test lets something through.
 *
 * <p>Each pass uses up one permit. Permits that nobody waits for are kept, so it does not matter
 * whether a test or a connection is first. Safe for concurrent use, also by several servers.
 */
public final class Gate {
    private final AtomicLong permits = new AtomicLong();
    private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean open;

    /** Makes a gate that is closed. */
    public Gate() {}

    /** Lets {@code passes} more passes through, 1 or more. */
    public void letThrough(int passes) {
        Require.inRange(passes, 1, Integer.MAX_VALUE, "passes");
        permits.addAndGet(passes);
        waiting.forEach(Runnable::run);
    }

    /** Lets everything through from now on. */
    public void open() {
        open = true;
        waiting.forEach(Runnable::run);
    }

    /** {@return whether everything is let through} */
    public boolean isOpen() {
        return open;
    }

    boolean tryPass() {
        return open || permits.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }

    /** Has {@code action} run, on the thread of the test, whenever it may be worth to try again. */
    void onChange(Runnable action) {
        waiting.add(action);
    }

    void forget(Runnable action) {
        waiting.remove(action);
    }

    /** Shows whether it is open, and how many permits are left. */
    @Override
    public String toString() {
        return open ? "Gate[open]" : "Gate[permits=" + permits + "]";
    }
}
