package dev.llmops.benchmarks.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.TimeSource;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Transport;
import dev.llmops.remote.http.HttpTransport;
import dev.llmops.remote.http.TransportSettings;
import dev.llmops.remote.openai.OpenAiClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.Headers;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a client adds to a program of the same libraries that does no more than it must: a request of
 * 2 KB with a whole answer, and an event of a stream of {@value WireSamples#EVENTS}.
 *
 * <p>The difference between {@code client} and {@code plain} is the figure. The answers come over a
 * real socket, or from memory: there nothing but the difference is left, and little noise.
 *
 * <p>Threads wait for their compiler here: on a busy machine it would otherwise not be done before
 * the measurement begins, and longer code would be slower code.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 7, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xbatch")
public class RemoteOverheadBenchmark {
    private static final String KEY = "sk-benchmark";
    private static final MediaType JSON = MediaType.get("application/json");

    /** Where answers come from. */
    @Param({"memory", "loopback"})
    public String from = "memory";

    private final ObjectMapper mapper = new ObjectMapper();
    private final ModelRequest request =
            ModelRequest.of(List.of(Message.system(WireSamples.SYSTEM), Message.user(WireSamples.QUESTION)));
    private final Reading reading = new Reading();
    private String uri = "";
    private @Nullable FixedAnswers server;
    private OkHttpClient plain = new OkHttpClient();
    private OpenAiClient client = client("http://127.0.0.1", Transport.standard());
    private OpenAiClient streaming = client;

    /** Opens the clients. */
    @Setup
    public void open() throws IOException {
        List<Interceptor> interceptors = List.of();
        if (from.equals("memory")) {
            uri = "http://127.0.0.1:1";
            interceptors = List.of(new Memory());
        } else {
            FixedAnswers answers = new FixedAnswers();
            server = answers;
            uri = answers.uri();
        }
        OkHttpClient.Builder builder = new OkHttpClient.Builder().readTimeout(Duration.ZERO);
        interceptors.forEach(builder::addInterceptor);
        plain = builder.build();
        Transport transport = new HttpTransport(
                new TransportSettings(8, Duration.ofMinutes(1), null, "", null, null, null, TimeSource.system()),
                interceptors);
        client = client(uri + "/whole", transport);
        streaming = client(uri + "/stream", transport);
    }

    private static OpenAiClient client(String address, Transport transport) {
        return OpenAiClient.builder(WireSamples.MODEL)
                .connection(Connection.builder()
                        .baseUri(address)
                        .key(KEY)
                        .transport(transport)
                        .build())
                .build();
    }

    /** Closes the server. */
    @TearDown
    public void close() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    /** {@return a whole answer, by the client} */
    @Benchmark
    public ModelResponse callByClient() {
        return client.generate(request, ModelCall.detached());
    }

    /** {@return the text of a whole answer, by a program without the client} */
    @Benchmark
    public String callPlain() throws IOException {
        try (Response response = plain.newCall(plainRequest("/whole", false)).execute()) {
            JsonNode answer = mapper.readTree(response.body().bytes());
            return answer.path("choices")
                    .path(0)
                    .path("message")
                    .path("content")
                    .textValue();
        }
    }

    /** {@return the answer of a stream, after a reader was given its events, by the client} */
    @Benchmark
    @OperationsPerInvocation(WireSamples.EVENTS)
    public ModelResponse eventByClient() {
        return streaming.generate(request, reading);
    }

    /** {@return the text of a stream, by a program without the client} */
    @Benchmark
    @OperationsPerInvocation(WireSamples.EVENTS)
    public String eventPlain() throws IOException {
        try (Response response = plain.newCall(plainRequest("/stream", true)).execute()) {
            StringBuilder text = new StringBuilder();
            BufferedSource source = response.body().source();
            for (String line = source.readUtf8Line(); line != null; line = source.readUtf8Line()) {
                if (!line.startsWith("data: ")) {
                    continue;
                }
                String data = line.substring("data: ".length());
                if (!data.equals("[DONE]")) {
                    JsonNode delta =
                            mapper.readTree(data).path("choices").path(0).path("delta");
                    text.append(delta.path("content").asText(""));
                }
            }
            return text.toString();
        }
    }

    private Request plainRequest(String path, boolean stream) throws IOException {
        ObjectNode body = mapper.createObjectNode().put("model", WireSamples.MODEL);
        ArrayNode messages = body.putArray("messages");
        messages.addObject().put("role", "system").put("content", WireSamples.SYSTEM);
        messages.addObject().put("role", "user").put("content", WireSamples.QUESTION);
        if (stream) {
            body.put("stream", true).putObject("stream_options").put("include_usage", true);
        }
        return new Request.Builder()
                .url(uri + path + "/chat/completions")
                .header("authorization", "Bearer " + KEY)
                .post(RequestBody.create(mapper.writeValueAsBytes(body), JSON))
                .build();
    }

    /** Answers without a socket. */
    private static final class Memory implements Interceptor {
        private final byte[] whole = WireSamples.whole().getBytes(StandardCharsets.UTF_8);
        private final byte[] stream = WireSamples.stream();
        private final Headers wholeHeaders = Headers.of(WireSamples.headers("application/json"));
        private final Headers streamHeaders = Headers.of(WireSamples.headers("text/event-stream"));

        @Override
        public Response intercept(Chain chain) {
            boolean streamed = chain.request().url().encodedPath().startsWith("/stream");
            return new Response.Builder()
                    .request(chain.request())
                    .protocol(Protocol.HTTP_1_1)
                    .code(200)
                    .message("OK")
                    .headers(streamed ? streamHeaders : wholeHeaders)
                    .body(ResponseBody.create(streamed ? stream : whole, null))
                    .build();
        }
    }
}
