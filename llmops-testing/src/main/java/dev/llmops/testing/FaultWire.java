package dev.llmops.testing;

import dev.llmops.testing.FaultStep.Ending;
import dev.llmops.testing.FaultStep.Send;
import java.util.List;

/** A script as it is played: ready bytes, shared by all connections that play it. */
final class FaultWire {
    final List<FaultStep> steps;
    final long headLength;
    final long length;
    final Ending ending;
    final FaultDelivery delivery;

    FaultWire(List<FaultStep> steps, long headLength, Ending ending, FaultDelivery delivery) {
        this.steps = List.copyOf(steps);
        this.headLength = headLength;
        this.length = length(steps);
        this.ending = ending;
        this.delivery = delivery;
    }

    /** {@return how many bytes {@code steps} send; {@link Long#MAX_VALUE} if there is no end} */
    static long length(List<FaultStep> steps) {
        long length = 0;
        for (FaultStep step : steps) {
            if (step instanceof Send send) {
                if (send.isEndless()) {
                    return Long.MAX_VALUE;
                }
                length = Math.addExact(length, send.length());
            }
        }
        return length;
    }
}
