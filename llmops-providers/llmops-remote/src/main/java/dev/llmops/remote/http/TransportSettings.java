package dev.llmops.remote.http;

import dev.llmops.api.TimeSource;
import dev.llmops.remote.Credentials;
import java.net.ProxySelector;
import java.time.Duration;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** How a transport is set up; see the builder of {@link dev.llmops.remote.Transport}. */
public record TransportSettings(
        int idleConnections,
        Duration keepAlive,
        @Nullable ProxySelector proxy,
        String proxyUser,
        @Nullable Credentials proxyPassword,
        @Nullable SSLSocketFactory socketFactory,
        @Nullable X509TrustManager trustManager,
        TimeSource time) {}
