package dev.llmops.remote;

import dev.llmops.api.InvalidInputException;
import dev.llmops.api.Require;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a client reaches its provider: where, with which key, with which headers, how long. Immutable.
 *
 * <p>What is not set is the provider's default: its public address, and its key in the environment.
 */
public final class Connection {
    private static final Connection DEFAULTS = builder().build();

    private final @Nullable URI baseUri;
    private final @Nullable Credentials credentials;
    private final @Nullable Timeouts timeouts;
    private final @Nullable Transport transport;
    private final Map<String, String> headers;
    private final Function<RequestScope, Map<String, String>> headerHook;
    private final int maxBodyBytes;
    private final int maxEventBytes;

    private Connection(Builder builder) {
        this.baseUri = builder.baseUri;
        this.credentials = builder.credentials;
        this.timeouts = builder.timeouts;
        this.transport = builder.transport;
        this.headers = Map.copyOf(builder.headers);
        this.headerHook = builder.headerHook;
        this.maxBodyBytes = builder.maxBodyBytes;
        this.maxEventBytes = builder.maxEventBytes;
    }

    /** {@return the provider's defaults} */
    public static Connection defaults() {
        return DEFAULTS;
    }

    /** {@return a connection to another address, such as a gateway or a server of one's own} */
    public static Connection to(String baseUri) {
        return builder().baseUri(baseUri).build();
    }

    /** {@return a builder with nothing set} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return where the provider is, if it is not at its public address} */
    public Optional<URI> baseUri() {
        return Optional.ofNullable(baseUri);
    }

    /** {@return what gives the key, if it is not in the provider's environment variable} */
    public Optional<Credentials> credentials() {
        return Optional.ofNullable(credentials);
    }

    /** {@return the time limits, if they are not the default for the model} */
    public Optional<Timeouts> timeouts() {
        return Optional.ofNullable(timeouts);
    }

    /** {@return the transport shared with others, if there is one} */
    public Optional<Transport> transport() {
        return Optional.ofNullable(transport);
    }

    /** {@return the further headers of a request} */
    public Map<String, String> headers(RequestScope scope) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(Require.nonNull(headerHook.apply(scope), "headers"));
        return all;
    }

    /** {@return how many bytes an answer may have that is not streamed} */
    public int maxBodyBytes() {
        return maxBodyBytes;
    }

    /** {@return how many bytes one event of a stream may have} */
    public int maxEventBytes() {
        return maxEventBytes;
    }

    /** {@return a builder with everything set here} */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.baseUri = baseUri;
        builder.credentials = credentials;
        builder.timeouts = timeouts;
        builder.transport = transport;
        builder.headers.putAll(headers);
        builder.headerHook = headerHook;
        builder.maxBodyBytes = maxBodyBytes;
        builder.maxEventBytes = maxEventBytes;
        return builder;
    }

    /** Shows the host only: the rest may hold secrets. */
    @Override
    public String toString() {
        return "Connection[" + (baseUri == null ? "provider's address" : baseUri.getHost()) + "]";
    }

    /** Collects the settings. Not safe for concurrent use. */
    public static final class Builder {
        private @Nullable URI baseUri;
        private @Nullable Credentials credentials;
        private @Nullable Timeouts timeouts;
        private @Nullable Transport transport;
        private final Map<String, String> headers = new LinkedHashMap<>();
        private Function<RequestScope, Map<String, String>> headerHook = scope -> Map.of();
        private int maxBodyBytes = 64 << 20;
        private int maxEventBytes = 16 << 20;

        private Builder() {}

        /** Sets where the provider is: {@code http} or {@code https}, with the path that all requests begin with. */
        public Builder baseUri(String baseUri) {
            this.baseUri = checked(Require.nonBlank(baseUri, "baseUri"));
            return this;
        }

        /** Sets what gives the key. */
        public Builder credentials(Credentials credentials) {
            this.credentials = Require.nonNull(credentials, "credentials");
            return this;
        }

        /** Sets the key. */
        public Builder key(String key) {
            return credentials(Credentials.of(key));
        }

        /** Sets the time limits. */
        public Builder timeouts(Timeouts timeouts) {
            this.timeouts = Require.nonNull(timeouts, "timeouts");
            return this;
        }

        /** Shares a transport with others; whoever made it closes it. */
        public Builder transport(Transport transport) {
            this.transport = Require.nonNull(transport, "transport");
            return this;
        }

        /** Adds a header to every request; it replaces one of the client's own with that name. */
        public Builder header(String name, String value) {
            headers.put(Require.nonBlank(name, "name").toLowerCase(Locale.ROOT), Require.nonNull(value, "value"));
            return this;
        }

        /** Sets what gives further headers for each request, such as a trace context or a tenant's id. */
        public Builder headers(Function<RequestScope, Map<String, String>> hook) {
            this.headerHook = Require.nonNull(hook, "hook");
            return this;
        }

        /** Sets how many bytes an answer may have that is not streamed; the default is 64 MiB. */
        public Builder maxBodyBytes(int bytes) {
            this.maxBodyBytes = Require.inRange(bytes, 1024, Integer.MAX_VALUE - 16, "bytes");
            return this;
        }

        /** Sets how many bytes one event of a stream may have; the default is 16 MiB. */
        public Builder maxEventBytes(int bytes) {
            this.maxEventBytes = Require.inRange(bytes, 1024, Integer.MAX_VALUE - 16, "bytes");
            return this;
        }

        /** {@return the settings} */
        public Connection build() {
            return new Connection(this);
        }

        private static URI checked(String text) {
            URI uri;
            try {
                uri = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            } catch (IllegalArgumentException e) {
                throw new InvalidInputException("baseUri", "baseUri must be an address such as https://host/v1");
            }
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            // Neither shown nor kept: a key in an address ends up in logs.
            Require.that(
                    (scheme.equals("http") || scheme.equals("https"))
                            && uri.getHost() != null
                            && uri.getUserInfo() == null
                            && uri.getRawFragment() == null,
                    "baseUri",
                    "baseUri must be http or https with a host, and without a user or a fragment");
            return uri;
        }
    }
}
