package dev.llmops.remote.http;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A body that is written while it is sent.
 *
 * <p>May be written more than once, each time the same: a connection of the pool may turn out to be
 * dead. Used by one thread at a time.
 */
public interface StreamedBody {
    /** {@return how many bytes will be written} */
    long length();

    /** Writes the whole body, and leaves {@code target} open. */
    void writeTo(OutputStream target) throws IOException;
}
