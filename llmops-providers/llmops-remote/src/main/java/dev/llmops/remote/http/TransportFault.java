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

    /** {@return whether the time for all of it is up, so that there is none left for another attempt} */
    public boolean isOfTheWholeCall() {
        return kind == Kind.TOTAL_TIMEOUT;
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
        TOO_LONG("answer-too-long"),
        /** No address is known for the host. */
        UNKNOWN_HOST("unknown-host"),
        /** Nothing takes connections at the address. */
        REFUSED("connection-refused"),
        /** Nothing that is trusted stands for the server's certificate. */
        UNTRUSTED_CERTIFICATE("untrusted-certificate"),
        /** The server's certificate is for other hosts. */
        OTHER_HOST("certificate-of-other-host"),
        /** The server does not take the client's certificate, or wants one and got none. */
        CLIENT_CERTIFICATE("client-certificate"),
        /** Client and server cannot agree on TLS, or the server does not speak it. */
        NO_TLS("tls"),
        /** The connection failed. */
        IO("connection-lost");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        /** {@return the code of the failure, such as the name of the clock that ran out; may be empty} */
        public String code() {
            return code;
        }
    }
}
