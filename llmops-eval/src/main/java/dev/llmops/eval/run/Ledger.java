package dev.llmops.eval.run;

import java.util.BitSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which results a run has, and how far ahead of the first missing one it may begin others. Safe for concurrent use.
 *
 * <p>The distance bounds what is under way, and with it memory; it also bounds how far lines of a results file are out
 * of order, so that a reader puts them in order without holding more of them than that.
 */
final class Ledger {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final BitSet done;
    private final int window;
    private int lowest;
    private int underWay;
    private int awaited = -1;
    private boolean stopped;
    private boolean givenUp;

    Ledger(BitSet done, int window) {
        this.done = done;
        this.window = window;
        this.lowest = done.nextClearBit(0);
    }

    boolean isDone(int number) {
        lock.lock();
        try {
            return done.get(number);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until {@code number} may begin, and counts it as under way; {@return false if the run stops instead} */
    boolean begin(int number) throws InterruptedException {
        lock.lock();
        try {
            awaited = number;
            while (!stopped && number >= lowest + window) {
                changed.await();
            }
            awaited = -1;
            if (!stopped) {
                underWay++;
            }
            return !stopped;
        } finally {
            lock.unlock();
        }
    }

    /** Something under way has its result. */
    void finish(int number) {
        lock.lock();
        try {
            done.set(number);
            lowest = done.nextClearBit(lowest);
            underWay--;
            // Waking the other thread for every single place would cost more than small metrics do.
            if (underWay == 0 || awaited >= 0 && lowest + window - awaited > window / 4) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Something under way is given up. */
    void drop() {
        lock.lock();
        try {
            underWay--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more begins. */
    void stop() {
        lock.lock();
        try {
            stopped = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What is under way is given up, and everybody there has been told. */
    void giveUp() {
        lock.lock();
        try {
            givenUp = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing is under way, or it is given up. */
    void awaitQuiet() throws InterruptedException {
        lock.lock();
        try {
            while (underWay > 0 && !givenUp) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }
}
