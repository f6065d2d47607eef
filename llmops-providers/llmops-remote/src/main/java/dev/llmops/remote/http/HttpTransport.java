package dev.llmops.remote.http;

import dev.llmops.api.CallControl;
import dev.llmops.api.ConfigurationException;
import dev.llmops.remote.RequestScope;
import dev.llmops.remote.Timeouts;
import dev.llmops.remote.Transport;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests with OkHttp, on the thread of the caller.
 *
 * <p>OkHttp's own timeouts for reading and writing are off: the {@link Watchdog} keeps all clocks but
 * the one for connecting, so that each is a limit of its own and virtual time works. Its dispatcher
 * is not used, so its limit of five requests per host does not apply.
 *
 * <p>No request is handed to another thread: the caller writes, waits and reads itself, and who cancels closes the
 * socket below it. The one thread that is woken for every request is OkHttp's own, which looks for idle connections
 * to close whenever a connection has become idle; there is no setting against it.
 */
public final class HttpTransport implements Transport {
    private final OkHttpClient client;
    private final TransportSettings settings;
    private final Watchdog watchdog = new Watchdog();
    private volatile boolean closed;

    /** Where the last request went: most go where the one before went, and to read an address takes microseconds. */
    private volatile @Nullable Address last;

    /** Creates a transport. */
    public HttpTransport(TransportSettings settings) {
        this(settings, List.of());
    }

    /** Creates a transport whose requests pass the given interceptors first; for tests and benchmarks. */
    public HttpTransport(TransportSettings settings, List<Interceptor> interceptors) {
        this.settings = settings;
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .connectionPool(new ConnectionPool(
                        settings.idleConnections(), settings.keepAlive().toNanos(), TimeUnit.NANOSECONDS))
                .callTimeout(0, TimeUnit.MILLISECONDS)
                .readTimeout(0, TimeUnit.MILLISECONDS)
                .writeTimeout(0, TimeUnit.MILLISECONDS)
                .followRedirects(false)
                .followSslRedirects(false)
                .addInterceptor(HttpTransport::withConnectTimeout)
                .addNetworkInterceptor(new SendGuard())
                .eventListenerFactory(HttpTransport::listener);
        interceptors.forEach(builder::addInterceptor);
        if (settings.proxy() != null) {
            builder.proxySelector(settings.proxy());
        }
        if (settings.proxyPassword() != null) {
            builder.proxyAuthenticator(new ProxyLogin(settings.proxyUser(), settings.proxyPassword()));
        }
        if (settings.socketFactory() != null && settings.trustManager() != null) {
            builder.sslSocketFactory(settings.socketFactory(), settings.trustManager());
        }
        this.client = builder.build();
    }

    private static Response withConnectTimeout(Interceptor.Chain chain) throws IOException {
        Timeouts timeouts = chain.request().tag(Timeouts.class);
        return timeouts == null
                ? chain.proceed(chain.request())
                : chain.withConnectTimeout(
                                (int) Math.min(
                                        Integer.MAX_VALUE,
                                        Math.max(1, timeouts.connect().toMillis())),
                                TimeUnit.MILLISECONDS)
                        .proceed(chain.request());
    }

    private static EventListener listener(Call call) {
        Sending sending = call.request().tag(Sending.class);
        return sending == null ? EventListener.NONE : sending;
    }

    /**
     * {@return an exchange for a request, which has not been sent yet}
     *
     * @throws ConfigurationException if the transport is closed, or a header has characters that no header may have
     */
    public Exchange open(OutgoingRequest request, CallControl control, Timeouts timeouts) {
        if (closed) {
            throw new ConfigurationException("The transport is closed. Make a new client, or close it later.");
        }
        Sending sending = new Sending(settings.time());
        Request.Builder builder = new Request.Builder()
                .url(url(request.uri().toString()))
                .method(request.method(), body(request, sending))
                .tag(Sending.class, sending)
                .tag(Timeouts.class, timeouts);
        for (Map.Entry<String, String> header : request.headers().entrySet()) {
            addHeader(builder, header.getKey(), header.getValue());
        }
        return new Exchange(client.newCall(builder.build()), sending, control, timeouts, settings.time(), watchdog);
    }

    private HttpUrl url(String text) {
        Address known = last;
        if (known != null && known.text().equals(text)) {
            return known.url();
        }
        HttpUrl url = HttpUrl.get(text);
        last = new Address(text, url);
        return url;
    }

    private static void addHeader(Request.Builder builder, String name, String value) {
        try {
            builder.header(name, value);
        } catch (IllegalArgumentException e) {
            // Not as its cause: it quotes the value.
            throw new ConfigurationException("The value of the header \"" + name.replaceAll("[^\\x21-\\x7e]", "?")
                    + "\" has characters that no header may have, such as a line end. Check where it is from.");
        }
    }

    private static @Nullable RequestBody body(OutgoingRequest request, Sending sending) {
        StreamedBody streamed = request.streamedBody();
        if (streamed != null) {
            return new UploadBody(streamed, sending);
        }
        boolean mayHaveNone = request.method().equals("GET") || request.method().equals("DELETE");
        if (request.body().length == 0 && mayHaveNone) {
            return null;
        }
        // No media type here: the content-type header is set as it is, without a charset added to it.
        return RequestBody.create(request.body(), null);
    }

    @Override
    public int connections() {
        return client.connectionPool().connectionCount();
    }

    @Override
    public int idleConnections() {
        return client.connectionPool().idleConnectionCount();
    }

    @Override
    public void close() {
        closed = true;
        watchdog.close();
        client.connectionPool().evictAll();
    }

    /** Shows how many connections there are. */
    @Override
    public String toString() {
        return "Transport[" + connections() + " connections]";
    }

    /** The scope in which a proxy's password is asked for. */
    static RequestScope proxyScope() {
        return new RequestScope("proxy", "", "", Map.of());
    }

    /** An address as text and as the HTTP library has it. */
    private record Address(String text, HttpUrl url) {}
}
