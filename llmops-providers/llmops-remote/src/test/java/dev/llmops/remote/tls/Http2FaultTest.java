package dev.llmops.remote.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ProviderException;
import dev.llmops.api.model.SendPhase;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Transport;
import dev.llmops.remote.openai.OpenAiClient;
import java.io.IOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509TrustManager;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams and connections of HTTP/2 that end before their answers (RFC 9113, sections 6.4, 6.8 and 7). */
class Http2FaultTest {
    private static final int INTERNAL_ERROR = 2;
    private static final int REFUSED_STREAM = 7;
    private static final int CANCEL = 8;
    private static final TestIdentity IDENTITY = TestIdentity.of("localhost", "127.0.0.1");
    private static final String ANSWER =
            "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}";

    private final MockWebServer server = new MockWebServer();
    private final Transport transport =
            Transport.builder().tls(sockets(null), IDENTITY.trustManager()).build();

    @BeforeEach
    void start() throws IOException {
        server.useHttps(sockets(IDENTITY));
        server.setProtocols(List.of(Protocol.HTTP_2, Protocol.HTTP_1_1));
        server.start(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
    }

    @AfterEach
    void close() {
        transport.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {INTERNAL_ERROR, CANCEL})
    void aStreamThatIsResetBeforeItsHeadersIsALostConnection(int code) {
        server.enqueue(
                whole().onResponseStart(new SocketEffect.CloseStream(code)).build());

        ProviderException failure = failure();

        assertLost(failure, ErrorClass.TRANSPORT, SendPhase.SENT);
    }

    @Test
    void aStreamThatIsRefusedIsNotAskedForOnANewConnectionAgainAndAgain() {
        for (int i = 0; i < 5; i++) {
            server.enqueue(whole().onRequestStart(new SocketEffect.CloseStream(REFUSED_STREAM))
                    .build());
        }

        assertLost(failure(), ErrorClass.TRANSPORT, SendPhase.SENT);
        assertThat(server.getRequestCount()).isLessThanOrEqualTo(2);
    }

    @Test
    void aStreamThatIsResetInItsBodyIsTruncated() {
        server.enqueue(whole().onResponseBody(new SocketEffect.CloseStream(INTERNAL_ERROR))
                .build());
        server.enqueue(whole().build());

        assertLost(failure(), ErrorClass.TRUNCATED, SendPhase.STARTED);
        // The connection is as good as it was: only the stream has died.
        assertThat(ask()).isEqualTo("Hi");
        assertThat(transport.connections()).isEqualTo(1);
    }

    @Test
    void aConnectionThatIsClosedInABodyIsTruncated() {
        server.enqueue(whole().onResponseBody(new SocketEffect.CloseSocket()).build());
        server.enqueue(whole().build());

        assertLost(failure(), ErrorClass.TRUNCATED, SendPhase.STARTED);
        assertThat(ask()).isEqualTo("Hi");
    }

    @Test
    void aConnectionThatSaysGoodbyeAfterItsAnswerIsReplaced() throws InterruptedException {
        server.enqueue(
                whole().onResponseEnd(SocketEffect.ShutdownConnection.INSTANCE).build());
        server.enqueue(whole().build());

        assertThat(ask()).isEqualTo("Hi");
        server.takeRequest();
        assertThat(ask()).isEqualTo("Hi");

        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    private static void assertLost(ProviderException failure, ErrorClass errorClass, SendPhase phase) {
        assertThat(failure.errorClass()).isEqualTo(errorClass);
        assertThat(failure.failure().code()).isEqualTo("connection-lost");
        assertThat(failure.phase()).isEqualTo(phase);
        assertThat(failure.isRetryable()).isTrue();
    }

    private ProviderException failure() {
        return Objects.requireNonNull(catchThrowableOfType(ProviderException.class, this::ask));
    }

    private String ask() {
        Connection connection = Connection.builder()
                .baseUri("https://127.0.0.1:" + server.getPort() + "/v1")
                .key("k")
                .transport(transport)
                .build();
        try (OpenAiClient client =
                OpenAiClient.builder("gpt-4o-mini").connection(connection).build()) {
            return client.generate(ModelRequest.of("Hi"), ModelCall.detached()).text();
        }
    }

    private static MockResponse.Builder whole() {
        return new MockResponse.Builder()
                .setHeader("content-type", "application/json")
                .body(ANSWER);
    }

    private static SSLSocketFactory sockets(@Nullable TestIdentity shown) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    shown == null ? null : shown.keyManagers(), new X509TrustManager[] {IDENTITY.trustManager()}, null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No TLS.", e);
        }
    }
}
