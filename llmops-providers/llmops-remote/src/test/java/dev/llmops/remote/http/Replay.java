package dev.llmops.remote.http;

import dev.llmops.api.TimeSource;
import dev.llmops.remote.Transport;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import okhttp3.Interceptor;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.Okio;
import okio.Source;
import okio.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A provider in memory: answers every request, in pieces of a given size, and remembers what was sent.
 *
 * <p>No socket is involved, so every cut of the answer is exact. Safe for concurrent use.
 */
public final class Replay {
    private final int status;
    private final Map<String, String> headers;
    private final Function<Sent, byte[]> body;
    private final int piece;
    private final List<Sent> sent = Collections.synchronizedList(new ArrayList<>());

    private Replay(int status, Map<String, String> headers, Function<Sent, byte[]> body, int piece) {
        this.status = status;
        this.headers = Map.copyOf(headers);
        this.body = body;
        this.piece = piece;
    }

    /** {@return a provider that answers with {@code body}, at most {@code piece} bytes at a time} */
    public static Replay of(int status, Map<String, String> headers, byte[] body, int piece) {
        return new Replay(status, headers, sent -> body, piece);
    }

    /** {@return a provider that answers 200 with {@code body} at once} */
    public static Replay of(String contentType, String body) {
        return of(200, Map.of("content-type", contentType), body.getBytes(StandardCharsets.UTF_8), 8192);
    }

    /** {@return a provider that answers 200 with JSON that depends on what was sent} */
    public static Replay answering(Function<Sent, String> json) {
        return new Replay(
                200,
                Map.of("content-type", "application/json"),
                sent -> json.apply(sent).getBytes(StandardCharsets.UTF_8),
                8192);
    }

    /** {@return a provider that answers 200 with bytes that depend on what was sent, and names no type of them} */
    public static Replay answeringBytes(Function<Sent, byte[]> bytes) {
        return new Replay(200, Map.of(), bytes, 8192);
    }

    /** {@return a provider that answers 200 with the given server-sent data, one event each} */
    public static Replay sse(String... data) {
        StringBuilder text = new StringBuilder();
        for (String each : data) {
            text.append("data: ").append(each).append("\n\n");
        }
        return of("text/event-stream", text.toString());
    }

    /** {@return a transport that leads here} */
    public Transport transport() {
        TransportSettings settings =
                new TransportSettings(1, Duration.ofSeconds(1), null, "", null, null, null, TimeSource.system());
        return new HttpTransport(settings, List.of(this::answer));
    }

    /** {@return what was sent, in order} */
    public List<Sent> sent() {
        synchronized (sent) {
            return List.copyOf(sent);
        }
    }

    private Response answer(Interceptor.Chain chain) throws IOException {
        Request request = chain.request();
        Sending sending = request.tag(Sending.class);
        if (sending != null) {
            sending.beforeSend();
        }
        Sent received = Sent.of(request);
        sent.add(received);
        Response.Builder builder = new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(status)
                .message("")
                .body(ResponseBody.create(pieces(body.apply(received)), null, -1));
        headers.forEach(builder::header);
        Response response = builder.build();
        if (sending != null) {
            sending.responseHeadersEnd(chain.call(), response);
        }
        return response;
    }

    private BufferedSource pieces(byte[] answer) {
        Buffer left = new Buffer().write(answer);
        return Okio.buffer(new Source() {
            @Override
            public long read(Buffer sink, long byteCount) {
                return left.read(sink, Math.min(piece, byteCount));
            }

            @Override
            public Timeout timeout() {
                return Timeout.NONE;
            }

            @Override
            public void close() {
                left.clear();
            }
        });
    }

    /**
     * What was sent once.
     *
     * @param method the HTTP method
     * @param uri the whole address
     * @param headers the headers, names in lower case
     * @param body the body as text
     */
    public record Sent(String method, URI uri, Map<String, String> headers, String body) {
        private static Sent of(Request request) throws IOException {
            Map<String, String> headers = new LinkedHashMap<>();
            request.headers()
                    .forEach(header -> headers.put(header.getFirst().toLowerCase(Locale.ROOT), header.getSecond()));
            Buffer body = new Buffer();
            okhttp3.@Nullable RequestBody written = request.body();
            if (written != null) {
                written.writeTo(body);
            }
            return new Sent(request.method(), request.url().uri(), headers, body.readUtf8());
        }
    }
}
