package dev.llmops.testing;

import org.jspecify.annotations.Nullable;

/** Something that a fault server does within an answer. */
sealed interface FaultStep {
    /** Sends bytes, once or more often. The bytes are shared by all connections: never changed. */
    final class Send implements FaultStep {
        static final long FOREVER = Long.MAX_VALUE;

        final byte[] bytes;
        final long times;

        Send(byte[] bytes, long times) {
            this.bytes = bytes;
            this.times = times;
        }

        boolean isEndless() {
            return times == FOREVER && bytes.length > 0;
        }

        /** {@return how many bytes are sent in all; {@link Long#MAX_VALUE} if there is no end} */
        long length() {
            return isEndless() ? Long.MAX_VALUE : Math.multiplyExact(bytes.length, times);
        }
    }

    /** Sends nothing until a gate lets this through; without a gate, that of the server. */
    record Await(@Nullable Gate gate) implements FaultStep {}

    /** How an answer ends. */
    enum Ending {
        /** All of the answer was sent; the connection serves more requests. */
        COMPLETE,
        /** All of the answer was sent; then the connection is closed, which nothing had announced. */
        COMPLETE_AND_CLOSE,
        /** The connection is closed (FIN) in the middle of the answer. */
        CUT,
        /** The connection is reset (RST) in the middle of the answer. */
        RESET,
        /** The sending half is closed in the middle of the answer; the server goes on listening. */
        HALF_CLOSE,
        /** Nothing more is sent, but the connection stays open. */
        SILENCE;

        /** {@return whether all of the answer is sent before} */
        boolean isComplete() {
            return this == COMPLETE || this == COMPLETE_AND_CLOSE;
        }
    }
}
