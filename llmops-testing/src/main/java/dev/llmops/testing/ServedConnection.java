package dev.llmops.testing;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a {@link FaultServer}, as the server sees it; goes on changing until it has ended.
 *
 * <p>Safe for concurrent use.
 */
public final class ServedConnection {
    private final int number;
    private final FaultLog log;
    private final long openedAtNanos = System.nanoTime();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong bytesReceived = new AtomicLong();
    private final AtomicLong bytesSent = new AtomicLong();
    private volatile @Nullable End end;

    ServedConnection(int number, FaultLog log) {
        this.number = number;
        this.log = log;
    }

    /** {@return the number of the connection, from 0 in the order in which they were accepted} */
    public int number() {
        return number;
    }

    /** {@return when it was accepted, in the terms of {@link System#nanoTime()}} */
    public long openedAtNanos() {
        return openedAtNanos;
    }

    /** {@return how many requests came on it} */
    public int requests() {
        return requests.get();
    }

    /** {@return how many bytes the client has sent} */
    public long bytesReceived() {
        return bytesReceived.get();
    }

    /** {@return how many bytes were handed to the socket; the client need not have read them} */
    public long bytesSent() {
        return bytesSent.get();
    }

    /** {@return whether neither side has ended it} */
    public boolean isOpen() {
        return end == null;
    }

    /** {@return how and when it ended, empty while it is open} */
    public Optional<End> end() {
        return Optional.ofNullable(end);
    }

    /** {@return how and when it ended}; waits for that, and fails after ten seconds of real time. */
    public End awaitEnd() {
        log.await(() -> end != null, () -> "connection " + number + " has ended");
        return end().orElseThrow();
    }

    /** Shows what came, what went and how it ended. */
    @Override
    public String toString() {
        return "ServedConnection[" + number + ", requests=" + requests + ", received=" + bytesReceived + ", sent="
                + bytesSent + ", end=" + end + "]";
    }

    void countRequest() {
        requests.incrementAndGet();
    }

    void countReceived(long bytes) {
        bytesReceived.addAndGet(bytes);
    }

    void countSent(long bytes) {
        bytesSent.addAndGet(bytes);
    }

    void endAs(Cause cause, long atNanos) {
        end = new End(cause, atNanos);
    }

    /**
     * The end of a connection.
     *
     * @param atNanos when the server saw or did it, in the terms of {@link System#nanoTime()}
     */
    public record End(Cause cause, long atNanos) {}

    /** Who has ended a connection, and how. */
    public enum Cause {
        /** The client has closed it (FIN). */
        CLIENT_CLOSED,
        /** The client has reset it (RST), as it also happens when it closes with bytes unread. */
        CLIENT_RESET,
        /** The script has closed it (FIN), or what came was no request. */
        SERVER_CLOSED,
        /** The script has reset it (RST). */
        SERVER_RESET,
        /** The server was closed. */
        SERVER_STOPPED
    }
}
