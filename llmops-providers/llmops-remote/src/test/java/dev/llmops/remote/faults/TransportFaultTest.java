package dev.llmops.remote.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.DeadlineExceededException;
import dev.llmops.api.model.ContextTooLongException;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.FinishReason;
import dev.llmops.api.model.ModelEvent;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.ProviderException;
import dev.llmops.api.model.SendPhase;
import dev.llmops.api.model.ToolCall;
import dev.llmops.api.model.Usage;
import dev.llmops.testing.FaultScript;
import dev.llmops.testing.Gate;
import dev.llmops.testing.ServedConnection;
import dev.llmops.testing.StatedWait;
import dev.llmops.testing.TestCall;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The faults of connections and servers, one test or more each. */
class TransportFaultTest {
    private final FaultRig rig = new FaultRig();

    @AfterEach
    void showsNoKey() {
        // F28: whatever went wrong above, nothing that was shown has the key or the question.
        assertThat(rig.shown())
                .noneMatch(text -> text.contains(FaultRig.KEY))
                .noneMatch(text -> text.contains("Xanthippe"));
        rig.close();
    }

    @Test
    void f01SilenceBeforeTheHeadersEndsByTheFirstByteClock() {
        rig.server.enqueue(FaultScript.silence());
        CompletableFuture<ModelResponse> running = rig.start(TestCall.create());
        rig.server.awaitStalled(1);

        rig.time.advance(FaultRig.TIMEOUTS.firstByte());

        ProviderException failure = (ProviderException) FaultRig.failureOf(running);
        assertThat(failure.errorClass()).isEqualTo(ErrorClass.TIMEOUT);
        assertThat(failure.failure().code()).isEqualTo("first-byte");
        assertThat(failure.phase()).isEqualTo(SendPhase.SENT);
    }

    @Test
    void f01SilenceInAStreamEndsByTheIdleClockAndKeepsWhatCame() {
        rig.server.enqueue(FaultRig.begun().stall());
        TestCall call = TestCall.create();
        CompletableFuture<ModelResponse> running = rig.start(call);
        call.awaitEvents(2);
        rig.server.awaitStalled(1);

        ProviderException failure = (ProviderException) rig.failureAfter(FaultRig.TIMEOUTS.idle(), running);
        assertThat(failure.errorClass()).isEqualTo(ErrorClass.TIMEOUT);
        assertThat(failure.failure().code()).isEqualTo("idle");
        assertThat(failure.phase()).isEqualTo(SendPhase.STARTED);
        assertThat(failure.failure().partial().orElseThrow().text()).isEqualTo("Hello");
        assertThat(rig.server.connection(0).awaitEnd().cause()).isNotEqualTo(ServedConnection.Cause.SERVER_STOPPED);
    }

    @Test
    void f01AnAnswerThatNeverEndsEndsByTheTotalClock() {
        Gate gate = new Gate();
        rig.server.enqueue(
                FaultRig.begun().await(gate).event(FaultRig.chunk("more")).stall());
        TestCall call = TestCall.create();
        CompletableFuture<ModelResponse> running = rig.start(call);
        call.awaitEvents(2);

        rig.time.advance(FaultRig.TIMEOUTS.idle().minusMillis(1));
        gate.open();
        call.awaitEvents(3);
        rig.time.advance(FaultRig.TIMEOUTS.total());

        ProviderException failure = (ProviderException) FaultRig.failureOf(running);
        assertThat(failure.failure().code()).isIn("total", "idle");
        assertThat(failure.failure().partial().orElseThrow().text()).isEqualTo("Hellomore");
    }

    @Test
    void f02CommentsAreSignsOfLife() {
        Gate gate = new Gate();
        FaultScript script = FaultRig.begun();
        for (int i = 0; i < 5; i++) {
            script = script.await(gate).text(": still thinking\n\n").event(FaultRig.chunk("."));
        }
        rig.server.enqueue(script.event(FaultRig.end()).done());
        TestCall call = TestCall.create();
        CompletableFuture<ModelResponse> running = rig.start(call);

        for (int i = 0; i < 5; i++) {
            call.awaitEvents(2 + i);
            rig.time.advance(FaultRig.TIMEOUTS.idle().minusSeconds(1));
            gate.letThrough(1);
        }

        assertThat(running.orTimeout(20, TimeUnit.SECONDS).join().text()).isEqualTo("Hello.....");
    }

    @Test
    void f03AServerThatNeverClosesDoesNotHoldTheCall() {
        rig.server.enqueue(FaultRig.complete().stall());

        ModelResponse response = rig.ask();

        assertThat(response.text()).isEqualTo("Hello there");
        assertThat(rig.server.connection(0).awaitEnd().cause()).isNotEqualTo(ServedConnection.Cause.SERVER_STOPPED);
    }

    @Test
    void f04AHalfOpenConnectionEndsByTheDeadlineOfTheCall() {
        rig.server.enqueue(FaultScript.silence());
        CompletableFuture<ModelResponse> running = rig.start(
                TestCall.builder().within(Duration.ofSeconds(5), rig.time).build());
        rig.server.awaitStalled(1);

        rig.time.advance(Duration.ofSeconds(5));

        assertThat(FaultRig.failureOf(running)).isInstanceOf(DeadlineExceededException.class);
    }

    @Test
    void f05AnErrorInsideAStreamHasTheClassOfItsStatus() {
        rig.server.enqueue(FaultRig.begun()
                .event("error", "{\"error\":{\"message\":\"Slow down\",\"type\":\"rate_limit_error\"}}"));

        ProviderException failure = rig.failure();

        assertThat(failure.errorClass()).isEqualTo(ErrorClass.RATE_LIMITED);
        assertThat(failure.phase()).isEqualTo(SendPhase.STARTED);
        assertThat(failure.failure().partial().orElseThrow().text()).isEqualTo("Hello");
    }

    @Test
    void f06AStreamThatIsCutIsNeverASuccess() {
        FaultScript complete = FaultRig.complete().untilClose();
        long last = complete.length() - "\n\n".length();
        List<Long> cuts = new ArrayList<>();
        for (long cut = complete.headLength(); cut < last; cut += 3) {
            cuts.add(cut);
        }

        for (long cut : cuts) {
            rig.server.enqueue(complete.cutAt(cut));

            ProviderException failure = rig.failure();

            assertThat(failure.errorClass())
                    .as("cut at %s", cut)
                    .isIn(ErrorClass.TRUNCATED, ErrorClass.MALFORMED, ErrorClass.TRANSPORT);
        }
        assertThat(cuts).hasSizeGreaterThan(80);
    }

    @Test
    void f06WhatCameBeforeACutIsKeptWithAnEstimate() {
        rig.server.enqueue(FaultRig.begun().cut());

        ProviderException failure = rig.failure();

        assertThat(failure.errorClass()).isEqualTo(ErrorClass.TRUNCATED);
        ModelResponse partial = failure.failure().partial().orElseThrow();
        assertThat(partial.text()).isEqualTo("Hello");
        assertThat(partial.usage().source()).isEqualTo(Usage.Source.ESTIMATED);
        assertThat(partial.usage().outputTokens().orElse(0)).isPositive();
    }

    @Test
    void f06AResetIsNeverASuccess() {
        rig.server.enqueue(FaultRig.begun().reset());

        assertThat(rig.failure().errorClass()).isIn(ErrorClass.TRUNCATED, ErrorClass.TRANSPORT);
    }

    @Test
    void f07EveryKindOfEndGivesTheConnectionBackOrClosesIt() {
        rig.server.enqueue(
                FaultRig.complete(),
                FaultRig.begun().cut(),
                FaultRig.begun().reset(),
                FaultScript.html(502),
                FaultRig.begun()
                        .event("error", "{\"error\":{\"message\":\"x\"}}")
                        .stall(),
                FaultRig.complete());

        rig.ask();
        for (int i = 0; i < 4; i++) {
            rig.failure();
        }
        assertThatThrownBy(() -> rig.ask(TestCall.builder()
                        .reader(event -> {
                            throw new CallCancelledException("listener");
                        })
                        .build()))
                .isInstanceOf(CallCancelledException.class);

        assertThat(rig.transport.connections()).isEqualTo(rig.transport.idleConnections());
        rig.transport.close();
        rig.server.awaitNoConnections();
    }

    @Test
    void f07AnAnswerThatItsReaderRefusesIsNotReadOn() {
        rig.server.enqueue(FaultRig.complete());
        TestCall call = TestCall.builder()
                .reader(event -> {
                    throw new IllegalStateException("reader");
                })
                .build();

        assertThatThrownBy(() -> rig.ask(call)).isInstanceOf(IllegalStateException.class);

        rig.server.awaitNoConnections();
    }

    @Test
    void f07AConnectionIsUsedAgainWhenItsAnswerIsComplete() {
        rig.server.enqueue(FaultRig.complete(), FaultRig.whole(), FaultScript.html(502), FaultRig.complete());

        rig.ask();
        rig.ask();
        rig.failure();
        rig.ask();

        assertThat(rig.server.connectionCount()).isEqualTo(1);
    }

    @Test
    void f08CancellingEndsABlockedReadAndClosesTheSocket() {
        rig.server.enqueue(FaultRig.begun().stall());
        TestCall call = TestCall.create();
        CompletableFuture<ModelResponse> running = rig.start(call);
        call.awaitEvents(2);

        call.cancel();
        call.cancel();

        assertThat(FaultRig.failureOf(running)).isInstanceOf(CallCancelledException.class);
        assertThat(rig.server.connection(0).awaitEnd().cause())
                .isIn(ServedConnection.Cause.CLIENT_CLOSED, ServedConnection.Cause.CLIENT_RESET);
    }

    @Test
    void f08CancellingEndsAWaitForTheFirstByte() {
        rig.server.enqueue(FaultScript.silence());
        TestCall call = TestCall.create();
        CompletableFuture<ModelResponse> running = rig.start(call);
        rig.server.awaitStalled(1);

        call.cancel();

        assertThat(FaultRig.failureOf(running)).isInstanceOf(CallCancelledException.class);
        assertThat(rig.server.connection(0).awaitEnd().cause())
                .isIn(ServedConnection.Cause.CLIENT_CLOSED, ServedConnection.Cause.CLIENT_RESET);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void f10CharactersCutByReadsArriveWhole(int length) {
        String text = "Zwölf 👩‍🚀 Boxkämpfer \\uD83D\\uDE00 – 結構です";
        rig.server.enqueue(FaultScript.ok("text/event-stream")
                .event(FaultRig.chunk(text))
                .event(FaultRig.end())
                .done()
                .splitEvery(length));

        assertThat(rig.ask().text()).isEqualTo("Zwölf 👩‍🚀 Boxkämpfer 😀 – 結構です");
    }

    @Test
    void f11EveryFormOfEventsIsRead() {
        rig.server.enqueue(FaultScript.ok("text/event-stream")
                .text("\uFEFF: a comment\r\n\r\n")
                .text("data:" + FaultRig.chunk("no space") + "\r\n\r\n")
                .text("event: chunk\rid: 7\rdata: " + FaultRig.chunk(", CR") + "\r\r")
                .text("retry: 10\ndata: " + FaultRig.chunk(", LF").replace(",\"object", "\ndata: ,\"object") + "\n\n")
                .text("data: " + FaultRig.end() + "\n\ndata: [DONE]"));

        assertThat(rig.ask().text()).isEqualTo("no space, CR, LF");
    }

    @Test
    void f11AnEndWithoutMarkerIsTruncated() {
        rig.server.enqueue(FaultRig.begun().event(FaultRig.end()));

        assertThat(rig.failure().errorClass()).isEqualTo(ErrorClass.TRUNCATED);
    }

    @Test
    void f11ACompressedStreamIsRead() {
        rig.server.enqueue(FaultRig.complete().gzip());

        assertThat(rig.ask().text()).isEqualTo("Hello there");
    }

    @Test
    void f11ALineOfTenMegabytesIsRead() {
        String longText = "x".repeat(10_000_000);
        rig.server.enqueue(FaultScript.ok("text/event-stream")
                .event(FaultRig.chunk(longText))
                .event(FaultRig.end())
                .done());

        assertThat(rig.ask().text()).hasSize(10_000_000);
    }

    @Test
    void f11ALineWithoutEndFailsTyped() {
        rig.server.enqueue(FaultScript.ok("text/event-stream").text("data: ").repeatForever("x".repeat(8192)));

        ProviderException failure = rig.failure();

        assertThat(failure.errorClass()).isEqualTo(ErrorClass.MALFORMED);
        assertThat(failure.failure().code()).isEqualTo("event-too-long");
        assertThat(failure.isRetryable()).isFalse();
        assertThat(failure).hasMessageContaining("maxEventBytes");
    }

    @ParameterizedTest
    @EnumSource
    void f12AStatedWaitIsToldInWhateverForm(StatedWait form) {
        Duration wait = Duration.ofSeconds(7);
        rig.server.enqueue(FaultScript.rateLimited(form, wait, Instant.now()));

        ProviderException failure = rig.failure();

        assertThat(failure.errorClass()).isIn(ErrorClass.RATE_LIMITED, ErrorClass.OVERLOADED);
        assertThat(failure.isRetryable()).isTrue();
        if (form == StatedWait.NONE) {
            assertThat(failure.retryAfter()).isEmpty();
        } else {
            // A date has whole seconds, and time goes on.
            assertThat(failure.retryAfter().orElseThrow()).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(8));
        }
        assertThat(rig.server.requestCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"insufficient_quota", "billing_hard_limit_reached"})
    void f13MoneyIsNotARateLimit(String code) {
        rig.server.enqueue(FaultScript.json(
                429, "{\"error\":{\"message\":\"You exceeded your quota\",\"code\":\"" + code + "\"}}"));

        ProviderException failure = rig.failure();

        assertThat(failure.errorClass()).isEqualTo(ErrorClass.QUOTA);
        assertThat(failure.isRetryable()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 429, 500, 502, 503, 504, 529})
    void f14NothingIsRetriedByTheClient(int status) {
        rig.server.onEveryRequest(
                FaultScript.json(status, "{\"error\":{\"message\":\"no\"}}").header("retry-after", "0"));

        ProviderException failure = rig.failure();

        assertThat(failure.status()).isEqualTo(status);
        assertThat(rig.server.requestCount()).isEqualTo(1);
    }

    @Test
    void f15TheFailureTellsHowFarTheRequestHadCome() {
        rig.server.enqueue(FaultScript.close(), FaultRig.begun().cut());

        assertThat(rig.failure().phase()).isEqualTo(SendPhase.SENT);
        assertThat(rig.failure().phase()).isEqualTo(SendPhase.STARTED);

        rig.server.close();
        assertThat(rig.failure().phase()).isEqualTo(SendPhase.BEFORE_SEND);
    }

    @Test
    void f15ARefusedConnectionTellsWhereAndWhatToDo() {
        rig.server.close();

        ProviderException failure = rig.failure();

        assertThat(failure.errorClass()).isEqualTo(ErrorClass.TRANSPORT);
        assertThat(failure.failure().code()).isEqualTo("connection-refused");
        assertThat(failure.isRetryable()).isTrue();
        assertThat(failure)
                .hasMessageContaining("127.0.0.1:" + rig.server.uri().getPort())
                .hasMessageContaining("Check that the server runs");
    }

    @Test
    void f16AStaleConnectionIsReplacedOnce() {
        rig.server.enqueue(FaultRig.whole().thenClose(), FaultRig.whole());
        rig.ask(TestCall.builder().silent().build());
        rig.server.connection(0).awaitEnd();

        ModelResponse second = rig.ask(TestCall.builder().silent().build());

        assertThat(second.text()).isEqualTo("Hello there");
        assertThat(rig.server.requestCount()).isEqualTo(2);
    }

    @Test
    void f16AFreshConnectionIsNotTriedTwice() {
        rig.server.onEveryRequest(FaultScript.close());

        ProviderException failure = rig.failure();

        assertThat(failure.errorClass()).isEqualTo(ErrorClass.TRANSPORT);
        assertThat(rig.server.requestCount()).isEqualTo(1);
    }

    @Test
    void f17AHundredCallsToOneHostRunAtOnce() {
        rig.server.onEveryRequest(FaultRig.begun().stall().event(FaultRig.end()).done());
        List<CompletableFuture<ModelResponse>> running = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            running.add(rig.start(TestCall.create()));
        }

        rig.server.awaitStalled(100);
        rig.server.release();

        assertThat(running)
                .allSatisfy(each -> assertThat(
                                each.orTimeout(20, TimeUnit.SECONDS).join().text())
                        .isEqualTo("Hello"));
    }

    @Test
    void f20UsageThatNeverCameIsUnknownAndNotZero() {
        rig.server.enqueue(FaultRig.begun().event(FaultRig.end()).done());

        ModelResponse response = rig.ask();

        assertThat(response.usage().inputTokens()).isEmpty();
        assertThat(response.usage().source()).isEqualTo(Usage.Source.ESTIMATED);
    }

    @Test
    void f20UsageIsPartialWhenTheStreamBreaksOffBehindIt() {
        rig.server.enqueue(FaultRig.begun().event(FaultRig.usage()).cut());

        ProviderException failure = rig.failure();

        Usage usage = failure.failure().partial().orElseThrow().usage();
        assertThat(usage.source()).isEqualTo(Usage.Source.PARTIAL);
        assertThat(usage.inputTokens()).hasValue(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "null",
                "<html><body>Please log in</body></html>",
                "{\"choices\":[]}",
                "{\"choices\":[{\"message\":",
                "42",
                "not json"
            })
    void f23ASuccessThatIsNoAnswerIsMalformed(String body) {
        for (boolean streaming : new boolean[] {true, false}) {
            rig.server.enqueue(FaultScript.ok("application/json").text(body).sized());

            ProviderException failure = rig.failure(
                    streaming ? TestCall.create() : TestCall.builder().silent().build());

            assertThat(failure.errorClass())
                    .as("streaming %s", streaming)
                    .isIn(ErrorClass.MALFORMED, ErrorClass.TRUNCATED);
            assertThat(failure.failure().code()).isIn("empty-answer", "no-result", "not-json", "web-page");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void f23APageOfAProxyIsToldByItsTypeAndLength(boolean streaming) {
        FaultScript page = FaultScript.html(200);
        rig.server.enqueue(page);

        ProviderException failure = rig.failure(
                streaming ? TestCall.create() : TestCall.builder().silent().build());

        assertThat(failure.errorClass()).isEqualTo(ErrorClass.MALFORMED);
        assertThat(failure.failure().code()).isEqualTo("web-page");
        assertThat(failure)
                .hasMessageContaining("text/html, " + (page.length() - page.headLength()) + " bytes")
                .hasMessageContaining("Check the base address, and the proxy")
                .message()
                .doesNotContain("Sign in");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"choices\":[{\"message\":{\"content\":null},\"finish_reason\":\"\"}]}",
                "{\"choices\":[{\"message\":{\"content\":\"a\"},\"finish_reason\":\"eos\"}]}",
                "{\"choices\":[{\"message\":{\"content\":\"a\"},\"finish_reason\":1}],\"x\":1e9999}",
                "{\"choices\":[{\"message\":{\"content\":\"a\",\"content\":\"b\"},\"finish_reason\":\"stop\"}]}",
                "{\"choices\":[{\"message\":{\"content\":\"a\"},\"logprobs\":{\"content\":[{\"token\":\"a\","
                        + "\"logprob\":NaN}]},\"finish_reason\":\"stop\"}]}"
            })
    void f23OddSuccessesAreReadLeniently(String body) {
        rig.server.enqueue(FaultScript.json(200, body));

        ModelResponse response = rig.ask(TestCall.builder().silent().build());

        assertThat(response.rawJson()).isEqualTo(body);
    }

    @Test
    void f23DeepNestingIsAnErrorOfOurOwn() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        rig.server.enqueue(FaultScript.json(200, "{\"choices\":" + deep + "}"));

        assertThat(rig.failure(TestCall.builder().silent().build()).errorClass())
                .isEqualTo(ErrorClass.MALFORMED);
    }

    @Test
    void f24ErrorsThatAreNoJsonAreJudgedByTheirStatus() {
        rig.server.enqueue(
                FaultScript.html(504),
                FaultScript.answer(413),
                FaultScript.answer(500)
                        .header("content-type", "application/json")
                        .text("oops")
                        .gzip(),
                FaultScript.redirect(302, "https://login.example.com/"));

        assertThat(rig.failure().errorClass()).isEqualTo(ErrorClass.SERVER);
        assertThat(rig.failure().errorClass()).isEqualTo(ErrorClass.INVALID);
        assertThat(rig.failure().errorClass()).isEqualTo(ErrorClass.SERVER);
        assertThat(rig.failure().status()).isEqualTo(302);
        assertThat(rig.server.requestCount()).isEqualTo(4);
    }

    @Test
    void f28TheKeyGoesIntoOneHeaderAndNowhereElse() {
        rig.server.enqueue(FaultRig.whole());

        rig.ask(TestCall.builder().silent().build());

        assertThat(rig.server.requests().get(0).header("authorization")).hasValue("Bearer " + FaultRig.KEY);
        assertThat(rig.server.requests().get(0).target()).doesNotContain(FaultRig.KEY);
        assertThat(rig.server.requests().get(0).bodyText()).doesNotContain(FaultRig.KEY);
    }

    @Test
    void f29TheSenderIsNeverFarAheadOfTheReader() {
        String piece = "y".repeat(10_000);
        rig.server.enqueue(FaultScript.ok("text/event-stream")
                .repeat(3_200, "data: " + FaultRig.chunk(piece) + "\n\n")
                .event(FaultRig.end())
                .done());
        long[] read = new long[1];
        long[] ahead = new long[1];
        TestCall call = TestCall.builder()
                .reader(event -> {
                    if (event instanceof ModelEvent.TextDelta delta) {
                        read[0] += delta.text().length();
                        ahead[0] = Math.max(ahead[0], rig.server.connection(0).bytesSent() - read[0]);
                    }
                })
                .build();

        ModelResponse response = rig.ask(call);

        assertThat(response.text()).hasSize(32_000_000);
        // The buffers of two sockets and the framing; a client that read on by itself would have far more.
        assertThat(ahead[0]).isLessThan(16 << 20);
    }

    @Test
    void f09FragmentsOfToolCallsAreJoinedByTheirIndex() {
        rig.server.enqueue(FaultScript.ok("text/event-stream")
                .event(fragment(0, "\"a\"", "\"find\"", ""))
                .event(fragment(1, "\"b\"", "\"find\"", "{\\\"q\\\":"))
                .event(fragment(0, "\"a\"", "null", "{\\\"q\\\":1}"))
                .event(fragment(1, "\"\"", "null", "2}"))
                .event(fragment(2, "null", "\"stop\"", ""))
                .event(fragment(3, "\"d\"", "\"odd\"", "no json"))
                .event(FaultRig.end())
                .done());

        ModelResponse response = rig.ask();

        assertThat(response.toolCalls())
                .extracting(ToolCall::name, ToolCall::arguments)
                .containsExactly(
                        tuple("find", "{\"q\":1}"),
                        tuple("find", "{\"q\":2}"),
                        tuple("stop", "{}"),
                        tuple("odd", "no json"));
        assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(response.warnings()).isNotEmpty();
    }

    private static String fragment(int index, String id, String name, String arguments) {
        return "{\"id\":\"c-1\",\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":" + index + ",\"id\":"
                + id
                + ",\"type\":\"function\",\"function\":{\"name\":" + name + ",\"arguments\":\"" + arguments
                + "\"}}]},\"finish_reason\":null}]}";
    }

    @Test
    void f18AReaderOfAStreamMayStartAnotherCall() {
        rig.server.onEveryRequest(FaultRig.complete());
        List<String> inner = new ArrayList<>();
        TestCall outer = TestCall.builder()
                .reader(event -> {
                    if (event instanceof ModelEvent.Started) {
                        inner.add(rig.ask().text());
                    }
                })
                .build();

        ModelResponse response = rig.ask(outer);

        assertThat(response.text()).isEqualTo("Hello there");
        assertThat(inner).containsExactly("Hello there");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "This model's maximum context length is 8192 tokens.",
                "prompt is too long: 210000 tokens > 200000 maximum",
                "`inputs` tokens + `max_new_tokens` must be <= 4096",
                "Input is too long for requested model."
            })
    void f19TooLongARequestHasOneClassAndIsNeverSentAgain(String message) {
        rig.server.onEveryRequest(FaultScript.json(400, "{\"error\":{\"message\":\"" + message + "\"}}"));

        ProviderException failure = rig.failure();

        assertThat(failure).isInstanceOf(ContextTooLongException.class);
        assertThat(failure.isRetryable()).isFalse();
        assertThat(rig.server.requestCount()).isEqualTo(1);
    }

    @Test
    void f25ABadRequestThatALocalServerCallsItsOwnFaultIsTheCallers() {
        rig.server.enqueue(FaultScript.json(
                500,
                "{\"error\":{\"code\":500,\"message\":\"[json.exception.parse_error.101] parse error at line 1\","
                        + "\"type\":\"server_error\"}}"));

        ProviderException failure = rig.failure();

        assertThat(failure.errorClass()).isEqualTo(ErrorClass.INVALID);
        assertThat(failure.isRetryable()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"6m0s", "360s", "360000ms"})
    void f26TimesUntilALimitIsFullAreReadInEveryForm(String reset) {
        rig.server.enqueue(FaultRig.whole()
                .header("x-ratelimit-limit-requests", "120")
                .header("x-ratelimit-remaining-requests", "7")
                .header("x-ratelimit-reset-requests", reset));

        ModelResponse response = rig.ask(TestCall.builder().silent().build());

        assertThat(response.metadata())
                .containsEntry("ratelimit.requests.remaining", "7")
                .containsEntry("ratelimit.requests.reset", "PT6M");
    }
}
