package dev.llmops.remote.http;

import dev.llmops.api.model.SendPhase;
import org.jspecify.annotations.Nullable;

/** Tells that an exchange ended before its answer did; callers make it an exception of the library. */
public final class TransportFault extends Exception {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final SendPhase phase;

    TransportFault(Kind kind, SendPhase phase, @Nullable Throwable cause) {
        super(kind + " in phase " + phase, cause);
        this.kind = kind;
        this.phase = phase;
    }

    /** {@return what ended it} */
    public Kind kind() {
        return kind;
    }

    /** {@return how far it had come} */
    public SendPhase phase() {
        return phase;
    }

    /** What ends an exchange. */
    public enum Kind {
        /** Nobody wants the answer any more. */
        CANCELLED(""),
        /** The thread that waited was interrupted. */
        INTERRUPTED(""),
        /** The deadline of the call has come. */
        DEADLINE(""),
        /** The transport was closed. */
        CLOSED(""),
        /** No connection in time. */
        CONNECT_TIMEOUT("connect"),
        /** No first byte in time. */
        FIRST_BYTE_TIMEOUT("first-byte"),
        /** No further byte in time. */
        IDLE_TIMEOUT("idle"),
        /** Not done in time. */
        TOTAL_TIMEOUT("total"),
        /** The answer is longer than allowed. */
        TOO_LONG(""),
        /** The connection failed. */
        IO("");

        private final String clock;

        Kind(String clock) {
            this.clock = clock;
        }

        /** {@return the name of the clock that ran out; empty if none did} */
        public String clock() {
            return clock;
        }
    }
}
