package dev.llmops.remote.embedding;

import dev.llmops.remote.Connection;
import java.net.URI;

/** Checks addresses that callers give outside a {@link Connection}. */
public final class BaseAddress {
    private BaseAddress() {}

    /**
     * {@return an address without a slash at its end}
     *
     * @throws dev.llmops.api.InvalidInputException if it is not an address that a connection could have
     */
    public static String of(String baseUri) {
        return Connection.to(baseUri).baseUri().map(URI::toString).orElseThrow();
    }
}
