package dev.llmops.remote.embedding;

import dev.llmops.api.Locality;
import java.net.URI;
import java.util.Locale;

/** Tells whether an address is this machine's own, by its name alone: no look-up is made. */
public final class Loopback {
    private Loopback() {}

    /** {@return whether what is sent to {@code address} stays on this machine} */
    public static Locality locality(URI address) {
        String host = address.getHost() == null ? "" : address.getHost().toLowerCase(Locale.ROOT);
        boolean own = host.equals("localhost")
                || host.endsWith(".localhost")
                || host.equals("[::1]")
                || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
        return own ? Locality.LOCAL : Locality.REMOTE;
    }
}
