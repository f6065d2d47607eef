package dev.llmops.testing;

import dev.llmops.testing.FaultStep.Ending;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How the bytes of an answer are handed to the socket: in which writes, and how far.
 *
 * <p>Positions count from the first byte of the answer.
 *
 * @param every the length of a write, 0 for as long as possible
 * @param at further positions where a write ends, ascending
 * @param drip the length of a write of the body that waits for {@code gate}
 * @param end where the answer is broken off, if it is
 */
record FaultDelivery(
        int every, Positions at, int drip, @Nullable Gate gate, long end, Ending ending) {
    static final FaultDelivery WHOLE = new FaultDelivery(0, new Positions(), 0, null, Long.MAX_VALUE, Ending.COMPLETE);

    FaultDelivery every(int length) {
        return new FaultDelivery(length, at, drip, gate, end, ending);
    }

    FaultDelivery at(long... positions) {
        return new FaultDelivery(every, new Positions(positions), drip, gate, end, ending);
    }

    FaultDelivery dripping(int length, Gate passes) {
        return new FaultDelivery(every, at, length, passes, end, ending);
    }

    FaultDelivery until(long position, Ending how) {
        return new FaultDelivery(every, at, drip, gate, position, how);
    }

    boolean isSplit() {
        return every > 0 || gate != null || at.sorted.length > 0;
    }

    /** {@return how many bytes the next write has at most, when those before {@code position} were sent} */
    long room(long position, long headLength) {
        long next = Math.min(end, at.after(position));
        if (every > 0) {
            next = Math.min(next, (position / every + 1) * every);
        }
        if (gate != null) {
            long drops = position < headLength ? 0 : (position - headLength) / drip + 1;
            next = Math.min(next, headLength + drops * drip);
        }
        return next - position;
    }

    /** {@return whether the write at {@code position} needs a pass of the gate} */
    boolean needsPass(long position, long headLength) {
        return gate != null && position >= headLength && (position - headLength) % drip == 0;
    }

    /** Places in an answer, in ascending order. */
    static final class Positions {
        private final long[] sorted;

        Positions(long... positions) {
            this.sorted = positions.clone();
            Arrays.sort(sorted);
        }

        long after(long position) {
            int found = Arrays.binarySearch(sorted, position + 1);
            int index = found >= 0 ? found : -found - 1;
            return index < sorted.length ? sorted[index] : Long.MAX_VALUE;
        }
    }
}
