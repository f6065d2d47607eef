package dev.llmops.api;

import java.time.Duration;

/**
 * A moment of elapsed time until which something must be done.
 *
 * <p>Measured with a monotonic clock: a change of the time of day does not move it. Immutable.
 */
public final class Deadline {
    private static final Deadline NONE = new Deadline(TimeSource.system(), 0, Duration.ofNanos(Long.MAX_VALUE));

    private final TimeSource time;
    private final long start;
    private final Duration limit;

    private Deadline(TimeSource time, long start, Duration limit) {
        this.time = time;
        this.start = start;
        this.limit = limit;
    }

    /** {@return a deadline {@code limit} from now} */
    public static Deadline after(Duration limit, TimeSource time) {
        Require.positive(limit, "limit");
        Require.nonNull(time, "time");
        return new Deadline(time, time.nanos(), limit);
    }

    /** {@return a deadline that never comes} */
    public static Deadline none() {
        return NONE;
    }

    /** {@return whether there is a deadline at all} */
    public boolean isSet() {
        return this != NONE;
    }

    /** {@return the time that was allowed when the deadline was set} */
    public Duration limit() {
        return limit;
    }

    /** {@return the time left, zero when it has run out} */
    public Duration remaining() {
        if (!isSet()) {
            return limit;
        }
        Duration left = limit.minusNanos(time.nanos() - start);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** {@return whether the time has run out} */
    public boolean isExpired() {
        return isSet() && remaining().isZero();
    }

    /** {@return whichever of both comes first} */
    public Deadline earlier(Deadline other) {
        return other.remaining().compareTo(remaining()) < 0 ? other : this;
    }

    @Override
    public String toString() {
        return isSet() ? "Deadline[" + limit + "]" : "Deadline[none]";
    }
}
