package dev.llmops.remote.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.ProviderException;
import dev.llmops.api.model.SendPhase;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Timeouts;
import dev.llmops.remote.Transport;
import dev.llmops.testing.FaultScript;
import dev.llmops.testing.FaultServer;
import dev.llmops.testing.ServedConnection;
import dev.llmops.testing.VirtualTime;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every way in which a server can die, for every kind of call: each ends once, in one word, and leaves nothing open. */
class ServerDeathTest {
    private static final String KEY = "sk-secret-77aa01";
    private static final String INTERIM = "HTTP/1.1 103 Early Hints\r\nlink: </style.css>\r\n\r\n";

    private final FaultServer server = FaultServer.start();
    private final VirtualTime time = new VirtualTime();
    private final Transport transport = Transport.builder().time(time).build();

    @AfterEach
    void close() {
        transport.close();
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void aDeathEndsEachKindOfCallInItsOwnWord(ServerDeath death) {
        SoftAssertions each = new SoftAssertions();
        for (CallFamily family : CallFamily.values()) {
            long before = server.requestCount();
            boolean hasOneBefore = family == CallFamily.BATCH_RESULTS;
            if (hasOneBefore) {
                server.enqueue(family.before());
            }
            server.enqueue(death.script(family));
            // What a connection is left with must not be met by the next kind of call.
            Transport own = Transport.standard();

            Throwable failure = catchThrowable(() -> family.call(connection(own)));

            each.assertThat(outcome(failure)).as("%s of %s", death, family).isEqualTo(death.outcome(family));
            each.assertThat(server.requestCount() - before)
                    .as("requests of %s", family)
                    .isEqualTo(hasOneBefore ? 2 : 1);
            each.assertThat(own.connections())
                    .as("connections after %s of %s", death, family)
                    .isEqualTo(own.idleConnections());
            own.close();
            if (failure instanceof ProviderException provider) {
                assertConsistent(each, provider);
            }
        }
        each.assertAll();
    }

    private static void assertConsistent(SoftAssertions each, ProviderException failure) {
        boolean sentOnly = failure.errorClass() == ErrorClass.TRANSPORT;
        each.assertThat(failure.phase()).isEqualTo(sentOnly ? SendPhase.SENT : SendPhase.STARTED);
        each.assertThat(failure.isRetryable()).isTrue();
        each.assertThat(failure.toString() + failure.failure() + failure.getCause())
                .doesNotContain(KEY, "Xanthippe", "Grüße", "Sign in");
    }

    private static String outcome(Throwable failure) {
        if (failure == null) {
            return ServerDeath.WELL;
        }
        return failure instanceof ProviderException provider
                ? provider.errorClass() + " " + provider.failure().code()
                : failure.toString();
    }

    @ParameterizedTest
    @EnumSource
    void aResetInTheMiddleIsOneOfALostConnection(CallFamily family) {
        enqueueBefore(family);
        server.enqueue(family.begun()
                .text(family.body.substring(0, family.body.length() / 2))
                .reset());

        ProviderException failure = failure(family);

        // A reset may overtake the headers; then nobody knows that they had been sent.
        assertThat(failure.errorClass()).isIn(ErrorClass.TRUNCATED, ErrorClass.TRANSPORT);
        assertThat(failure.failure().code()).isEqualTo("connection-lost");
        assertThat(failure.isRetryable()).isTrue();
        assertThat(transport.connections()).isEqualTo(transport.idleConnections());
    }

    @ParameterizedTest
    @EnumSource
    void aRedirectIsNotFollowedAndTakesNoKeyAnywhere(CallFamily family) {
        try (FaultServer elsewhere = FaultServer.start()) {
            for (String target : new String[] {server.uri() + "/v1/again", elsewhere.uri() + "/v1"}) {
                for (int status : new int[] {301, 302, 303, 307, 308}) {
                    long before = server.requestCount();
                    enqueueBefore(family);
                    server.enqueue(FaultScript.redirect(status, target + "?key=" + KEY));

                    ProviderException failure = failure(family);

                    assertThat(failure.errorClass()).isEqualTo(ErrorClass.INVALID);
                    assertThat(failure.failure().code()).isEqualTo("redirect");
                    assertThat(failure.failure().body())
                            .isEqualTo("redirect to " + target)
                            .doesNotContain(KEY);
                    assertThat(failure.isRetryable()).isFalse();
                    assertThat(server.requestCount() - before).isEqualTo(family == CallFamily.BATCH_RESULTS ? 2 : 1);
                }
            }
            assertThat(elsewhere.connectionCount()).isZero();
        }
        assertThat(transport.connections()).isEqualTo(transport.idleConnections());
    }

    @ParameterizedTest
    @EnumSource
    void whatIsLeftOfAnAnswerIsNeverTheNextAnswer(CallFamily family) {
        enqueueBefore(family);
        server.enqueue(ServerDeath.MORE_THAN_STATED.script(family));
        failure(family);
        server.onEveryRequest(
                request -> request.target().endsWith("batches/batch_1") ? CallFamily.BATCH.answer() : family.answer());

        Throwable second = catchThrowable(() -> family.call(connection()));
        Throwable third = catchThrowable(() -> family.call(connection()));

        assertThat(outcome(second)).isIn(ServerDeath.WELL, "TRANSPORT connection-lost");
        assertThat(third).isNull();
    }

    @Test
    void interimAnswersWithoutEndEndWhereHeadersAreTooLong() {
        server.enqueue(FaultScript.raw().repeatForever(INTERIM));

        assertThatThrownBy(() -> CallFamily.CHAT.call(connection()))
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        failure -> assertThat(failure.errorClass()).isEqualTo(ErrorClass.TRANSPORT));
        assertThat(transport.connections()).isEqualTo(transport.idleConnections());
    }

    @Test
    void interimAnswersWithNothingBehindThemEndByTheClockOfTheFirstByte() {
        server.enqueue(FaultScript.raw().text(INTERIM.repeat(3)).stall());
        CompletableFuture<Void> running = CompletableFuture.runAsync(() -> CallFamily.CHAT.call(connection()));
        server.awaitStalled(1);

        assertEndsByItsClock(running, Timeouts.standard().firstByte(), "first-byte");
    }

    @Test
    void aDripThatNeverPausesForLongEndsByTheClockOfAllOfIt() {
        server.enqueue(FaultScript.ok("text/event-stream").repeatForever(": x\n\n"));
        CompletableFuture<Void> running = CompletableFuture.runAsync(() -> CallFamily.STREAMED_CHAT.call(connection()));
        server.awaitRequests(1);

        assertEndsByItsClock(running, Timeouts.standard().total(), "total");
        assertThat(server.connection(0).awaitEnd().cause()).isNotEqualTo(ServedConnection.Cause.SERVER_STOPPED);
    }

    private void assertEndsByItsClock(CompletableFuture<Void> running, Duration limit, String code) {
        time.advance(limit);

        assertThatThrownBy(() -> running.get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(ProviderException.class, failure -> {
                    assertThat(failure.errorClass()).isEqualTo(ErrorClass.TIMEOUT);
                    assertThat(failure.failure().code()).isEqualTo(code);
                });
        assertThat(transport.connections()).isEqualTo(transport.idleConnections());
    }

    @Test
    void everyKindOfCallIsAnsweredByItsGoodAnswer() {
        for (CallFamily family : CallFamily.values()) {
            enqueueBefore(family);
            server.enqueue(family.answer());

            family.call(connection());
        }
        assertThat(Stream.of(CallFamily.values()).map(family -> family.shape)).contains(CallFamily.Shape.values());
        // One connection serves them all, but for the one that the server closed: none is thrown away after a good
        // answer.
        assertThat(server.connectionCount()).isEqualTo(2);
    }

    private void enqueueBefore(CallFamily family) {
        if (family == CallFamily.BATCH_RESULTS) {
            server.enqueue(family.before());
        }
    }

    private ProviderException failure(CallFamily family) {
        Throwable failure = catchThrowable(() -> family.call(connection()));
        assertThat(failure).isInstanceOf(ProviderException.class);
        return (ProviderException) failure;
    }

    private Connection connection() {
        return connection(transport);
    }

    private Connection connection(Transport over) {
        return Connection.builder()
                .baseUri(server.uri() + "/v1")
                .key(KEY)
                .timeouts(Timeouts.standard())
                .transport(over)
                .build();
    }
}
