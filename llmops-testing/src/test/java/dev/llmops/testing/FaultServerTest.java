package dev.llmops.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.llmops.api.InvalidInputException;
import dev.llmops.testing.ServedConnection.Cause;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FaultServerTest {
    private static final FaultScript HELLO = FaultScript.ok("text/event-stream")
            .event("{\"n\":1}")
            .event("{\"n\":2}")
            .done();
    private static final String HELLO_TEXT = "data: {\"n\":1}\n\ndata: {\"n\":2}\n\ndata: [DONE]\n\n";

    private final FaultServer server = FaultServer.start();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void playsOneScriptPerRequestAndKeepsTheConnection() throws Exception {
        server.enqueue(FaultScript.json(200, "{\"a\":1}"), HELLO);
        server.onEveryRequest(FaultScript.html(503));

        HttpResponse<String> first = post("/one", "x");
        HttpResponse<String> second = post("/two", "y");
        HttpResponse<String> third = post("/three", "z");

        assertThat(first.body()).isEqualTo("{\"a\":1}");
        assertThat(first.headers().map())
                .containsEntry("content-length", List.of("7"))
                .containsEntry("content-type", List.of("application/json"));
        assertThat(second.body()).isEqualTo(HELLO_TEXT);
        assertThat(second.headers().firstValue("transfer-encoding")).contains("chunked");
        assertThat(third.statusCode()).isEqualTo(503);
        assertThat(third.body()).contains("<html>");
        assertThat(server.connectionCount()).isOne();
        assertThat(server.connection(0).requests()).isEqualTo(3);
    }

    @Test
    void remembersWhatCame() throws Exception {
        server.onEveryRequest(HELLO);

        try (Wire wire = Wire.to(server)) {
            wire.send("POST /v1/a?b=c HTTP/1.1\r\nX-Two: 1\r\nx-two:2\r\nTransfer-Encoding: chunked\r\n\r\n")
                    .send("3\r\nabc\r\n")
                    .send("A;x=y\r\n0123456789\r\n0\r\nTrailer: t\r\n\r\n")
                    .until("0\r\n\r\n");
            wire.ask().until("0\r\n\r\n");
        }

        ReceivedRequest request = server.requests().get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.target()).isEqualTo("/v1/a?b=c");
        assertThat(request.path()).isEqualTo("/v1/a");
        assertThat(request.header("X-TWO")).contains("1");
        assertThat(request.headers("x-two")).containsExactly("1", "2");
        assertThat(request.headers()).contains(Map.entry("X-Two", "1"));
        assertThat(request.bodyText()).isEqualTo("abc0123456789");
        assertThat(request.bodyLength()).isEqualTo(13);
        assertThat(request.connection()).isZero();
        assertThat(server.requests().get(1).bodyText()).isEqualTo("hello");
        assertThat(server.requestCount()).isEqualTo(2);
        assertThat(request.atNanos()).isLessThan(server.requests().get(1).atNanos());
    }

    @Test
    void choosesTheScriptByTheRequest() throws Exception {
        server.onEveryRequest(request -> FaultScript.json(200, "\"" + request.path() + "\""));

        assertThat(post("/a", "").body()).isEqualTo("\"/a\"");
        assertThat(post("/b", "").body()).isEqualTo("\"/b\"");
    }

    @Test
    void saysThatItHasNoScript() throws Exception {
        assertThat(post("/", "").statusCode()).isEqualTo(500);
        assertThat(post("/", "").body()).contains("no script");

        server.onEveryRequest(request -> {
            throw new IllegalStateException("secret");
        });

        assertThat(post("/", "").body()).contains("IllegalStateException").doesNotContain("secret");
    }

    @Test
    void stallsAfterTheHeadAndAfterEventsUntilReleased() throws Exception {
        server.enqueue(
                FaultScript.ok("text/event-stream").stall().event("1").stall().event("2"));

        try (Wire wire = Wire.asking(server)) {
            wire.until("\r\n\r\n");
            server.awaitStalled(1);
            assertThat(wire.isQuiet()).isTrue();

            server.release();

            assertThat(wire.until("0\r\n\r\n")).contains("data: 1").contains("data: 2");
        }
    }

    @Test
    void passesAGateAsOftenAsATestLetsIt() throws Exception {
        Gate gate = new Gate();
        server.enqueue(FaultScript.raw()
                .await(gate)
                .text("one")
                .await(gate)
                .text("two")
                .await(gate)
                .text("three"));
        gate.letThrough(1);

        try (Wire wire = Wire.asking(server)) {
            assertThat(wire.next(3)).isEqualTo("one");
            server.awaitStalled(1);
            assertThat(wire.isQuiet()).isTrue();

            gate.letThrough(1);
            assertThat(wire.next(3)).isEqualTo("two");

            gate.open();
            assertThat(wire.allText()).isEqualTo("three");
        }
    }

    @Test
    void dripsTheBodyThroughAGate() throws Exception {
        Gate gate = new Gate();
        server.enqueue(FaultScript.answer(200).untilClose().text("abcdefg").drip(3, gate));

        try (Wire wire = Wire.asking(server)) {
            wire.until("\r\n\r\n");
            List<String> drops = new ArrayList<>();
            for (int count : new int[] {3, 3, 1}) {
                server.awaitStalled(1);
                assertThat(wire.isQuiet()).isTrue();
                gate.letThrough(1);
                drops.add(wire.next(count));
            }

            assertThat(drops).containsExactly("abc", "def", "g");
            assertThat(wire.allText()).isEmpty();
        }
    }

    @Test
    void cutsAtEveryByte() throws Exception {
        byte[] whole = wholeAnswer(HELLO);
        assertThat(HELLO.length()).isEqualTo(whole.length);
        assertThat(HELLO.headLength()).isEqualTo(new String(whole, StandardCharsets.UTF_8).indexOf("\r\n\r\n") + 4);

        for (int cut = 0; cut <= whole.length; cut++) {
            server.enqueue(HELLO.cutAt(cut));
            try (Wire wire = Wire.asking(server)) {
                assertThat(wire.all()).hasSize(cut).isEqualTo(Arrays.copyOf(whole, cut));
            }
        }

        assertThat(server.connections())
                .extracting(each -> each.awaitEnd().cause())
                .contains(Cause.SERVER_CLOSED);
    }

    @Test
    void cutsAStreamSoThatAClientNotices() {
        server.enqueue(HELLO.cutAt(HELLO.length() - 1));

        assertThatThrownBy(() -> post("/", "")).isInstanceOf(IOException.class);
    }

    @Test
    void cutsAndResetsBetweenPieces() throws Exception {
        server.enqueue(FaultScript.ok("text/event-stream")
                .event("1")
                .text("data: {\"te")
                .cut());
        try (Wire wire = Wire.asking(server)) {
            assertThat(wire.allText()).endsWith("data: {\"te\r\n").doesNotContain("0\r\n\r\n");
        }
        assertThat(server.connection(0).awaitEnd().cause()).isEqualTo(Cause.SERVER_CLOSED);

        Gate gate = new Gate();
        server.enqueue(
                FaultScript.ok("text/event-stream").event("1").await(gate).reset());
        try (Wire wire = Wire.asking(server)) {
            wire.until("data: 1\n\n\r\n");
            gate.open();
            assertThatThrownBy(wire::all).isInstanceOf(SocketException.class).hasMessageContaining("reset");
        }
        assertThat(server.connection(1).awaitEnd().cause()).isEqualTo(Cause.SERVER_RESET);
    }

    @Test
    void resetsAtAPosition() throws Exception {
        server.enqueue(HELLO.resetAt(0));

        try (Wire wire = Wire.asking(server)) {
            assertThatThrownBy(wire::all).isInstanceOf(SocketException.class).hasMessageContaining("reset");
        }
    }

    @Test
    void closesInPlaceOfAnAnswer() throws Exception {
        server.enqueue(FaultScript.close());

        try (Wire wire = Wire.asking(server)) {
            assertThat(wire.all()).isEmpty();
        }

        assertThat(server.requestCount()).isOne();
    }

    @Test
    void closesBeforeAnyRequest() throws Exception {
        server.enqueue(FaultScript.close().unprompted(), HELLO);

        try (Wire wire = Wire.to(server)) {
            assertThat(wire.all()).isEmpty();
        }

        assertThat(server.requestCount()).isZero();
        assertThat(post("/", "").body()).isEqualTo(HELLO_TEXT);
    }

    @Test
    void neverAnswersAndNeverCloses() throws Exception {
        server.enqueue(FaultScript.silence(), HELLO.silentAt(HELLO.headLength() + 4));

        try (Wire silent = Wire.asking(server);
                Wire begun = Wire.asking(server)) {
            server.awaitStalled(2);
            assertThat(silent.isQuiet()).isTrue();
            begun.next((int) HELLO.headLength() + 4);
            assertThat(begun.isQuiet()).isTrue();

            server.release();
            silent.send("GET / HTTP/1.1\r\n\r\n");
            server.awaitRequests(3);
            assertThat(server.openConnections()).isEqualTo(2);
            assertThat(silent.isQuiet()).isTrue();
        }

        server.awaitNoConnections();
    }

    @Test
    void closesItsSendingHalfAndListens() throws Exception {
        server.enqueue(FaultScript.answer(200).untilClose().text("half").halfClose());

        try (Wire wire = Wire.asking(server)) {
            assertThat(wire.allText()).endsWith("half");
            wire.send("GET /more HTTP/1.1\r\n\r\n");
            server.awaitRequests(2);
            assertThat(server.connection(0).isOpen()).isTrue();
        }

        assertThat(server.connection(0).awaitEnd().cause()).isEqualTo(Cause.CLIENT_CLOSED);
    }

    @Test
    void leavesAStaleConnection() throws Exception {
        server.enqueue(HELLO, HELLO.thenClose());

        try (Wire wire = Wire.asking(server)) {
            wire.until("0\r\n\r\n");
            assertThat(wire.ask().allText())
                    .doesNotContainIgnoringCase("connection: close")
                    .endsWith("0\r\n\r\n");
        }

        assertThat(server.connection(0).requests()).isEqualTo(2);
        assertThat(server.connection(0).awaitEnd().cause()).isEqualTo(Cause.SERVER_CLOSED);
    }

    @Test
    void closesWhenEitherSideSaysSo() throws Exception {
        server.enqueue(FaultScript.json(200, "{}").header("Connection", "close"), FaultScript.json(200, "{}"));

        try (Wire wire = Wire.asking(server)) {
            assertThat(wire.allText()).endsWith("{}");
        }
        try (Wire wire = Wire.to(server).send("GET / HTTP/1.1\r\nConnection: close\r\n\r\n")) {
            assertThat(wire.allText()).endsWith("{}");
        }
    }

    @Test
    void splitsWritesAnywhereWithoutChangingAByte() throws Exception {
        byte[] whole = wholeAnswer(HELLO);

        server.enqueue(HELLO.thenClose().splitEvery(1), HELLO.thenClose().splitAt(70, 3, 3, 90));

        for (int i = 0; i < 2; i++) {
            try (Wire wire = Wire.asking(server)) {
                assertThat(wire.all()).isEqualTo(whole);
            }
        }
    }

    @Test
    void endsBodiesInThreeWays() throws Exception {
        FaultScript text = FaultScript.ok("text/plain").text("ab").text("").text("cde");
        server.enqueue(
                text,
                text.sized(),
                text.untilClose(),
                text.sized().header("content-length", "9").thenClose());

        assertThat(post("/", "").body()).isEqualTo("abcde");
        assertThat(post("/", "").body()).isEqualTo("abcde");
        assertThat(post("/", "").body()).isEqualTo("abcde");
        assertThatThrownBy(() -> post("/", "")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> text.repeatForever("x").sized().length()).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void compressesPieceByPiece() throws Exception {
        FaultScript zipped = FaultScript.ok("text/event-stream")
                .gzip()
                .event("1")
                .repeat(20_000, "data: again\n\n")
                .stall()
                .done();
        server.enqueue(zipped, zipped.untilClose());

        try (Wire wire = Wire.asking(server)) {
            String head = wire.until("\r\n\r\n");
            assertThat(head).contains("content-encoding: gzip").contains("transfer-encoding: chunked");
            server.awaitStalled(1);
            assertThat(unzippedBegin(wire)).startsWith("data: 1\n\nda");
        }
        server.release();
        try (Wire wire = Wire.asking(server)) {
            wire.until("\r\n\r\n");
            String body = new String(
                    new GZIPInputStream(new ByteArrayInputStream(wire.all())).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(body).isEqualTo("data: 1\n\n" + "data: again\n\n".repeat(20_000) + "data: [DONE]\n\n");
        }
    }

    @Test
    void sendsALineOfTenMegabytes() throws Exception {
        String line = "x".repeat(10_000_000);
        server.enqueue(FaultScript.ok("text/event-stream").event(line));

        assertThat(post("/", "").body()).isEqualTo("data: " + line + "\n\n");
    }

    @Test
    void repeatsAPieceExactly() throws Exception {
        server.enqueue(FaultScript.answer(200).repeat(9_999, "0123456789").repeat(0, "never"));

        assertThat(post("/", "").body()).isEqualTo("0123456789".repeat(9_999));
    }

    @Test
    void sendsWithoutEndUntilTheClientIsGone() throws Exception {
        server.enqueue(FaultScript.ok("text/event-stream").repeatForever(": ping\n\n"));

        try (Wire wire = Wire.asking(server)) {
            wire.next(5_000_000);
        }

        ServedConnection connection = server.connection(0);
        assertThat(connection.awaitEnd().cause()).isIn(Cause.CLIENT_CLOSED, Cause.CLIENT_RESET);
        assertThat(connection.bytesSent()).isGreaterThanOrEqualTo(5_000_000);
    }

    @Test
    void servesOthersBesideAnEndlessBodyThatIsReadOrNot() throws Exception {
        server.enqueue(
                FaultScript.answer(200).repeatForever("x"),
                FaultScript.answer(200).repeatForever("y"));
        server.onEveryRequest(HELLO);

        try (Wire read = Wire.asking(server);
                Wire unread = Wire.asking(server)) {
            read.next(100_000);
            for (int i = 0; i < 20; i++) {
                assertThat(post("/", "").body()).isEqualTo(HELLO_TEXT);
                read.next(100_000);
            }
            assertThat(unread.until("\r\n\r\n")).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void answersRequestsThatCameTogetherInOrder() throws Exception {
        server.onEveryRequest(request -> FaultScript.json(200, "\"" + request.path() + "\""));
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            many.append("GET /").append(i).append(" HTTP/1.1\r\n\r\n");
        }

        try (Wire wire = Wire.to(server).send(many.toString())) {
            for (int i = 0; i < 300; i++) {
                assertThat(wire.until("\"/" + i + "\"")).startsWith("HTTP/1.1 200 ");
            }
        }
    }

    @Test
    void closesAConnectionThatOnlyAsks() throws Exception {
        server.onEveryRequest(FaultScript.silence());

        try (Wire wire = Wire.to(server)) {
            Throwable end = catchThrowable(() -> {
                wire.send("GET / HTTP/1.1\r\n\r\n".repeat(1_100));
                assertThat(wire.all()).isEmpty();
            });

            assertThat(end == null || end instanceof SocketException)
                    .as("%s", end)
                    .isTrue();
        }
        assertThat(server.connection(0).awaitEnd().cause()).isEqualTo(Cause.SERVER_CLOSED);
    }

    @Test
    void letsOneOfTwoConnectionsThroughAtATime() throws Exception {
        Gate gate = new Gate();
        server.onEveryRequest(FaultScript.raw().text("a").await(gate).text("b"));

        try (Wire first = Wire.asking(server);
                Wire second = Wire.asking(server)) {
            server.awaitStalled(2);
            gate.letThrough(1);
            server.connection(0).awaitEnd();

            assertThat(first.allText()).isEqualTo("ab");
            assertThat(second.next(1)).isEqualTo("a");
            assertThat(second.isQuiet()).isTrue();
            assertThat(gate.isOpen()).isFalse();
            assertThat(gate).hasToString("Gate[permits=0]");
        }
    }

    @Test
    void sendsInterimAnswersAndRedirects() throws Exception {
        server.enqueue(
                FaultScript.json(200, "{}").interim(100).interim(103, "link", "</a>"),
                FaultScript.redirect(307, "/there"),
                FaultScript.answer(204));

        try (Wire wire = Wire.asking(server)) {
            String answers = wire.until("{}");
            assertThat(answers)
                    .startsWith("HTTP/1.1 100 ")
                    .contains("\r\n\r\nHTTP/1.1 103 ")
                    .contains("link: </a>\r\n\r\nHTTP/1.1 200 ");
            assertThat(wire.ask().until("\r\n\r\n"))
                    .startsWith("HTTP/1.1 307 ")
                    .contains("location: /there")
                    .contains("content-length: 0");
            assertThat(wire.ask().until("\r\n\r\n")).isEqualTo("HTTP/1.1 204 Scripted\r\n\r\n");
        }
    }

    @Test
    void sendsEventsOfAllKinds() throws Exception {
        server.enqueue(FaultScript.ok("text/event-stream")
                .event("error", "{\"type\":\"overloaded_error\"}")
                .event("a\nb")
                .line("{}")
                .bytes(new byte[] {(byte) 0xf0, (byte) 0x9f})
                .untilClose());

        try (Wire wire = Wire.asking(server)) {
            wire.until("\r\n\r\n");
            assertThat(wire.all())
                    .isEqualTo(
                            "event: error\ndata: {\"type\":\"overloaded_error\"}\n\ndata: a\ndata: b\n\n{}\n\u00f0\u009f"
                                    .getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void seesAtOnceHowAClientEnds() throws Exception {
        server.onEveryRequest(FaultScript.ok("text/event-stream").event("1").stall());

        Wire closing = Wire.asking(server);
        closing.until("data: 1\n\n\r\n");
        long before = System.nanoTime();
        closing.close();
        ServedConnection.End closed = server.connection(0).awaitEnd();

        Wire resetting = Wire.asking(server);
        resetting.until("data: 1\n\n\r\n");
        resetting.reset();

        assertThat(closed.cause()).isEqualTo(Cause.CLIENT_CLOSED);
        assertThat(closed.atNanos()).isBetween(before, System.nanoTime());
        assertThat(server.connection(1).awaitEnd().cause()).isEqualTo(Cause.CLIENT_RESET);
        assertThat(server.openConnections()).isZero();
    }

    @Test
    void seesACancelledStream() {
        server.onEveryRequest(FaultScript.ok("text/event-stream").event("1").stall());
        CompletableFuture<?> answer = client.sendAsync(request("/", ""), BodyHandlers.ofString());
        server.awaitStalled(1);

        answer.cancel(true);

        assertThat(server.connection(0).awaitEnd().cause()).isIn(Cause.CLIENT_CLOSED, Cause.CLIENT_RESET);
        server.awaitNoConnections();
    }

    @Test
    void closesWhatIsNoRequest() throws Exception {
        for (String nonsense : List.of(
                "\u0016\u0003\u0001hello\r\n",
                "GET /\r\n",
                "GET / HTTP/1.1\r\nno colon\r\n",
                "GET / HTTP/1.1\r\ncontent-length: many\r\n\r\n",
                "x".repeat(70_000))) {
            try (Wire wire = Wire.to(server)) {
                Throwable end = catchThrowable(
                        () -> assertThat(wire.send(nonsense).all()).isEmpty());
                assertThat(end == null || end instanceof SocketException)
                        .as("%.20s: %s", nonsense, end)
                        .isTrue();
            }
        }

        assertThat(server.requestCount()).isZero();
    }

    @Test
    void endsEverythingWhenItIsClosed() throws Exception {
        server.onEveryRequest(FaultScript.ok("text/event-stream").event("1").stall());
        URI uri = server.uri();
        try (Wire stalled = Wire.asking(server);
                Wire idle = Wire.to(server)) {
            server.awaitStalled(1);

            server.close();
            server.close();

            assertThat(stalled.allText()).contains("data: 1");
            assertThat(idle.socket.isConnected()).isTrue();
            assertThat(server.connection(0).awaitEnd().cause()).isEqualTo(Cause.SERVER_STOPPED);
            assertThat(server.openConnections()).isZero();
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("fault-server-" + server.port());
        assertThatThrownBy(() -> client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()))
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void holdsManyStreamsAtOnce() throws Exception {
        int streams = 1_500;
        FaultScript script = FaultScript.ok("text/event-stream")
                .event("first")
                .stall()
                .repeat(200, "data: {\"delta\":\"word \"}\n\n")
                .done()
                .thenClose();
        server.onEveryRequest(script);
        List<Wire> wires = new ArrayList<>();
        try {
            for (int i = 0; i < streams; i++) {
                wires.add(Wire.asking(server));
            }
            server.awaitStalled(streams);
            assertThat(server.openConnections()).isEqualTo(streams);

            server.release();

            long bytes = 0;
            for (Wire wire : wires) {
                bytes += wire.all().length;
            }
            assertThat(bytes).isEqualTo(streams * script.length());
            server.awaitNoConnections();
        } finally {
            for (Wire wire : wires) {
                wire.close();
            }
        }
    }

    @Test
    void neverAccepts() throws Exception {
        try (DeafServer deaf = DeafServer.start();
                Socket late = new Socket()) {
            assertThatThrownBy(() ->
                            late.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), deaf.port()), 300))
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(deaf.uri().getPort()).isEqualTo(deaf.port());
        }
    }

    @Test
    void refusesScriptsThatMakeNoSense() {
        assertThatThrownBy(() -> FaultScript.close().text("more"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("CUT");
        assertThatThrownBy(() -> FaultScript.answer(99)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> HELLO.interim(200)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> HELLO.interim(103, "link")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> HELLO.cutAt(-1)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> HELLO.repeat(-1, "x")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> server.onEveryRequest(HELLO.unprompted())).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> server.connection(0)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void showsNothingThatWasSent() throws Exception {
        server.onEveryRequest(HELLO);
        post("/path?key=secret", "prompt");

        assertThat(server.requests().get(0).toString()).contains("/path").doesNotContain("secret", "prompt");
        assertThat(server.toString()).contains("requests=1");
        assertThat(HELLO.toString()).isEqualTo("FaultScript[status=200, ending=COMPLETE]");
        assertThat(server.connection(0).toString()).contains("requests=1");
    }

    private byte[] wholeAnswer(FaultScript script) throws IOException {
        server.enqueue(script.thenClose());
        try (Wire wire = Wire.asking(server)) {
            return wire.all();
        }
    }

    /** What can be read of a compressed body whose end has not come. */
    private static String unzippedBegin(Wire wire) throws IOException {
        assertThat(wire.until("\r\n")).isEqualTo("a\r\n");
        byte[] start = wire.socket.getInputStream().readNBytes(10);
        wire.until("\r\n");
        int length = Integer.parseInt(wire.until("\r\n").strip(), 16);
        byte[] event = wire.socket.getInputStream().readNBytes(length);
        wire.until("\r\n");
        int nextLength = Integer.parseInt(wire.until("\r\n").strip(), 16);
        byte[] next = wire.socket.getInputStream().readNBytes(nextLength);
        byte[] begin = new byte[10 + length + nextLength];
        System.arraycopy(start, 0, begin, 0, 10);
        System.arraycopy(event, 0, begin, 10, length);
        System.arraycopy(next, 0, begin, 10 + length, nextLength);
        try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(begin))) {
            return new String(unzipped.readNBytes(11), StandardCharsets.UTF_8);
        }
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return client.send(request(path, body), BodyHandlers.ofString());
    }

    private HttpRequest request(String path, String body) {
        return HttpRequest.newBuilder(server.uri().resolve(path))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }
}
