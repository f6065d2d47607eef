package dev.llmops.remote.wire;

import dev.llmops.remote.http.ResponseHead;

/**
 * An answer that came whole and has not been read yet.
 *
 * @param head its status and headers
 * @param body its bytes
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
public record BinaryAnswer(ResponseHead head, byte[] body) {
    /** Shows status and length only. */
    @Override
    public String toString() {
        return "BinaryAnswer[" + head.status() + ", " + body.length + " bytes]";
    }
}
