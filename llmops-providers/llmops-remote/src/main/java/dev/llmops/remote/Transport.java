package dev.llmops.remote;

import dev.llmops.api.Require;
import dev.llmops.api.TimeSource;
import dev.llmops.remote.http.HttpTransport;
import dev.llmops.remote.http.TransportSettings;
import java.net.ProxySelector;
import java.time.Duration;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The connections that clients send their requests on.
 *
 * <p>Safe for concurrent use. A client makes one of its own and closes it with itself, unless it is
 * given one: then many clients share connections, and whoever made the transport closes it. All its
 * threads are daemons. It follows no redirects, and sends a request again in one case only: once, when
 * a connection that was kept from an earlier request ends before any byte of an answer.
 */
public sealed interface Transport extends AutoCloseable permits HttpTransport {
    /** {@return a transport with the default settings} */
    static Transport standard() {
        return builder().build();
    }

    /** {@return a builder of a transport} */
    static Builder builder() {
        return new Builder();
    }

    /** {@return how many connections are open, at work or idle} */
    int connections();

    /** {@return how many connections are open and idle} */
    int idleConnections();

    /** Ends what is under way and closes all connections. Closing again does nothing. */
    @Override
    void close();

    /** Collects the settings. Not safe for concurrent use. */
    final class Builder {
        private int idleConnections = 256;
        private Duration keepAlive = Duration.ofMinutes(1);
        private @Nullable ProxySelector proxy;
        private String proxyUser = "";
        private @Nullable Credentials proxyPassword;
        private @Nullable SSLSocketFactory socketFactory;
        private @Nullable X509TrustManager trustManager;
        private TimeSource time = TimeSource.system();

        private Builder() {}

        /**
         * Sets how many idle connections are kept for later requests; the default is 256. Set it to the number of
         * requests that run at once, lest connections be closed only to be opened again.
         */
        public Builder idleConnections(int most) {
            this.idleConnections = Require.inRange(most, 0, 100_000, "most");
            return this;
        }

        /** Sets how long an idle connection is kept; the default is a minute. */
        public Builder keepAlive(Duration keepAlive) {
            this.keepAlive = Require.positive(keepAlive, "keepAlive");
            return this;
        }

        /** Sets which proxy is used for which address; the default is the one of the JVM. */
        public Builder proxy(ProxySelector proxy) {
            this.proxy = Require.nonNull(proxy, "proxy");
            return this;
        }

        /** Sets with which name and password a proxy is asked that wants them. */
        public Builder proxyLogin(String user, Credentials password) {
            this.proxyUser = Require.nonBlank(user, "user");
            this.proxyPassword = Require.nonNull(password, "password");
            return this;
        }

        /**
         * Sets which certificates are trusted, and which ones are shown, in place of the JVM's.
         *
         * <p>Host names are checked besides. A certificate that is not trusted, or is of another host, fails the call
         * with the code {@code untrusted-certificate} or {@code certificate-of-other-host}; a server that wants
         * another client certificate, with {@code client-certificate}. None of them is worth another try.
         *
         * @param socketFactory that of an {@code SSLContext}, which has the key managers with the client certificate
         * @param trustManager the one that the {@code SSLContext} was initialized with
         */
        public Builder tls(SSLSocketFactory socketFactory, X509TrustManager trustManager) {
            this.socketFactory = Require.nonNull(socketFactory, "socketFactory");
            this.trustManager = Require.nonNull(trustManager, "trustManager");
            return this;
        }

        /** Sets where the clocks read the time; for tests. */
        public Builder time(TimeSource time) {
            this.time = Require.nonNull(time, "time");
            return this;
        }

        /** {@return the transport} */
        public Transport build() {
            return new HttpTransport(new TransportSettings(
                    idleConnections, keepAlive, proxy, proxyUser, proxyPassword, socketFactory, trustManager, time));
        }
    }
}
