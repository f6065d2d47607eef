package dev.llmops.remote.ollama;

import dev.llmops.api.ConfigurationException;
import dev.llmops.api.Locality;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where a server of Ollama is, as its own environment variable says it. */
final class OllamaHost {
    static final String VARIABLE = "OLLAMA_HOST";

    private static final String USUAL = "http://localhost:11434";
    private static final int USUAL_PORT = 11_434;

    private OllamaHost() {}

    /**
     * {@return the address for a value of the variable, which may leave out scheme, host or port}
     *
     * <p>The server takes the same value to know where to listen: an address that means all
     * interfaces is reached on this machine.
     */
    static String address(@Nullable String value) {
        String text = value == null ? "" : value.strip();
        if (text.isEmpty()) {
            return USUAL;
        }
        boolean plain = !text.contains("://");
        URI uri = uri(plain ? "http://" + (text.startsWith(":") ? "localhost" + text : text) : text);
        String host = uri.getHost();
        if (host == null || uri.getUserInfo() != null) {
            throw unreadable();
        }
        String reached = host.equals("0.0.0.0") || host.equals("[::]") ? "localhost" : host;
        int port = uri.getPort() < 0 && plain ? USUAL_PORT : uri.getPort();
        return uri.getScheme() + "://" + reached + (port < 0 ? "" : ":" + port) + uri.getRawPath();
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            // Without the cause, which quotes what may hold a password.
            throw unreadable();
        }
    }

    private static ConfigurationException unreadable() {
        return new ConfigurationException("The environment variable " + VARIABLE
                + " is not the address of a server. Set it to one such as localhost:11434, or unset it.");
    }

    /** {@return whether text sent to {@code host} stays on this machine} */
    static Locality locality(@Nullable String host) {
        String name = host == null ? "" : host.toLowerCase(Locale.ROOT);
        boolean loopback = name.equals("localhost") || name.equals("[::1]") || name.matches("127(\\.\\d{1,3}){3}");
        return loopback ? Locality.LOCAL : Locality.REMOTE;
    }
}
