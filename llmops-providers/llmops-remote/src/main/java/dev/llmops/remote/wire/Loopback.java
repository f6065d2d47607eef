package dev.llmops.remote.wire;

import java.net.URI;
import java.util.Locale;

/** Tells whether a server is on this machine. */
public final class Loopback {
    private Loopback() {}

    /** {@return whether the host of an address is {@code localhost} or a loopback address; no name is looked up} */
    public static boolean is(URI address) {
        String host = address.getHost() == null ? "" : address.getHost().toLowerCase(Locale.ROOT);
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.equals("[::1]")
                || host.matches("127(\\.\\d{1,3}){3}");
    }
}
