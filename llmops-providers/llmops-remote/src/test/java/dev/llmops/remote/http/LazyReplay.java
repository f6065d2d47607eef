package dev.llmops.remote.http;

import dev.llmops.api.TimeSource;
import dev.llmops.remote.Transport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import okhttp3.Interceptor;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.Okio;
import okio.Source;
import okio.Timeout;

/** A provider in memory whose answer is made line by line, as it is read. Used by one thread. */
public final class LazyReplay {
    private final int lines;
    private final IntFunction<String> line;
    private int made;
    private boolean closed;

    private LazyReplay(int lines, IntFunction<String> line) {
        this.lines = lines;
        this.line = line;
    }

    /** {@return a provider that answers with {@code lines} lines, each made from its number} */
    public static LazyReplay of(int lines, IntFunction<String> line) {
        return new LazyReplay(lines, line);
    }

    /** {@return a transport that leads here} */
    public Transport transport() {
        TransportSettings settings =
                new TransportSettings(1, Duration.ofSeconds(1), null, "", null, null, null, TimeSource.system());
        return new HttpTransport(settings, List.of(this::answer));
    }

    /** {@return how many lines were made so far} */
    public int made() {
        return made;
    }

    /** {@return whether the answer was closed} */
    public boolean isClosed() {
        return closed;
    }

    private Response answer(Interceptor.Chain chain) {
        return new Response.Builder()
                .request(chain.request())
                .protocol(Protocol.HTTP_1_1)
                .code(200)
                .message("")
                .body(ResponseBody.create(Okio.buffer(new Lines()), null, -1))
                .build();
    }

    private final class Lines implements Source {
        private final Buffer next = new Buffer();

        @Override
        public long read(Buffer sink, long byteCount) {
            if (next.exhausted()) {
                if (made == lines) {
                    return -1;
                }
                next.write((line.apply(made++) + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return next.read(sink, byteCount);
        }

        @Override
        public Timeout timeout() {
            return Timeout.NONE;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
