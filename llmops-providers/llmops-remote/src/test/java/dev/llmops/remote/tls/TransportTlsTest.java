package dev.llmops.remote.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ProviderException;
import dev.llmops.api.model.SendPhase;
import dev.llmops.api.model.TransportException;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Transport;
import dev.llmops.remote.openai.OpenAiClient;
import dev.llmops.testing.TestCall;
import java.io.IOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509TrustManager;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Certificates of servers and clients, over HTTP/1.1 and HTTP/2. */
class TransportTlsTest {
    private static final TestIdentity SERVER = TestIdentity.of("localhost", "127.0.0.1");
    private static final TestIdentity STRANGER = TestIdentity.of("other.test", "");
    private static final TestIdentity CLIENT = TestIdentity.of("client.test", "");

    private final MockWebServer server = new MockWebServer();

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void aServerWithATrustedCertificateAnswersAndStreams(Protocol protocol) throws Exception {
        serve(SERVER, protocol);
        server.enqueue(answer());
        server.enqueue(stream());
        CountingTrust trust = new CountingTrust(SERVER.trustManager());
        try (Transport transport = transport(trust, null)) {
            TestCall call = TestCall.create();

            String whole = ask(transport, ModelCall.detached());
            String streamed = ask(transport, call);

            assertThat(whole).isEqualTo("Hi");
            assertThat(streamed).isEqualTo("Good day");
            assertThat(call.text()).isEqualTo("Good day");
            assertThat(server.takeRequest().getConnectionIndex())
                    .isEqualTo(server.takeRequest().getConnectionIndex());
            assertThat(trust.asked()).isEqualTo(1);
        }
    }

    @Test
    void aCertificateThatNobodyTrustsFailsOnceAndSaysWhatToDo() throws Exception {
        serve(SERVER, Protocol.HTTP_1_1);
        CountingTrust trust = new CountingTrust(STRANGER.trustManager());
        try (Transport transport = transport(trust, null)) {

            ProviderException failure = failureOf(transport, "https://127.0.0.1:" + server.getPort());

            assertNotWorthAnotherTry(failure, "untrusted-certificate");
            assertThat(failure).hasMessageContaining("127.0.0.1").hasMessageContaining("Transport.builder().tls");
            assertThat(trust.asked()).isEqualTo(1);
        }
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void withoutASettingTheJvmDecidesWhatIsTrusted() throws Exception {
        serve(SERVER, Protocol.HTTP_1_1);
        try (Transport transport = Transport.standard()) {

            ProviderException failure = failureOf(transport, "https://127.0.0.1:" + server.getPort());

            assertNotWorthAnotherTry(failure, "untrusted-certificate");
        }
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void aCertificateOfAnotherHostFailsOnceAndSaysWhatToDo() throws Exception {
        serve(STRANGER, Protocol.HTTP_1_1);
        CountingTrust trust = new CountingTrust(STRANGER.trustManager());
        try (Transport transport = transport(trust, null)) {

            ProviderException failure = failureOf(transport, "https://127.0.0.1:" + server.getPort());

            assertNotWorthAnotherTry(failure, "certificate-of-other-host");
            assertThat(failure).hasMessageContaining("127.0.0.1").hasMessageContaining("base address");
            assertThat(trust.asked()).isEqualTo(1);
        }
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void aServerThatDoesNotSpeakTlsFailsAndSaysWhatToDo() throws Exception {
        try (PlainServer plain = new PlainServer();
                Transport transport = transport(SERVER.trustManager(), null)) {

            ProviderException failure = failureOf(transport, "https://127.0.0.1:" + plain.port());

            assertNotWorthAnotherTry(failure, "tls");
            assertThat(failure).hasMessageContaining("port");
        }
    }

    @Test
    void aClientCertificateIsShownToAServerThatWantsOne() throws Exception {
        server.requireClientAuth();
        serve(SERVER, Protocol.HTTP_1_1);
        server.enqueue(answer());
        try (Transport transport = transport(SERVER.trustManager(), CLIENT)) {

            String answer = ask(transport, ModelCall.detached());

            assertThat(answer).isEqualTo("Hi");
            List<?> shown =
                    Objects.requireNonNull(server.takeRequest().getHandshake()).peerCertificates();
            assertThat(((X509Certificate) shown.get(0))
                            .getSubjectX500Principal()
                            .getName())
                    .isEqualTo("CN=client.test");
        }
    }

    @Test
    void withoutAClientCertificateAServerThatWantsOneAnswersNothing() throws Exception {
        server.requireClientAuth();
        serve(SERVER, Protocol.HTTP_1_1);
        server.enqueue(answer());
        try (Transport transport = transport(SERVER.trustManager(), null)) {

            ProviderException failure = failureOf(transport, "https://127.0.0.1:" + server.getPort());

            // Whether the server's alert or the end of the connection is seen first is a matter of chance.
            assertThat(failure).isInstanceOf(TransportException.class);
            assertThat(failure.failure().code()).isIn("client-certificate", "connection-lost");
            assertThat(failure.phase()).isNotEqualTo(SendPhase.STARTED);
        }
        assertThat(server.getRequestCount()).isZero();
    }

    private static void assertNotWorthAnotherTry(ProviderException failure, String code) {
        assertThat(failure).isInstanceOf(TransportException.class);
        assertThat(failure.errorClass()).isEqualTo(ErrorClass.TRANSPORT);
        assertThat(failure.failure().code()).isEqualTo(code);
        assertThat(failure.phase()).isEqualTo(SendPhase.BEFORE_SEND);
        assertThat(failure.isRetryable()).isFalse();
    }

    private void serve(TestIdentity identity, Protocol protocol) throws IOException {
        server.useHttps(context(CLIENT.trustManager(), identity));
        server.setProtocols(
                protocol == Protocol.HTTP_2 ? List.of(Protocol.HTTP_2, Protocol.HTTP_1_1) : List.of(protocol));
        server.start(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
    }

    private static Transport transport(X509TrustManager trust, @Nullable TestIdentity shown) {
        return Transport.builder().tls(context(trust, shown), trust).build();
    }

    private static SSLSocketFactory context(X509TrustManager trust, @Nullable TestIdentity shown) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            KeyManager[] keys = shown == null ? null : shown.keyManagers();
            context.init(keys, new X509TrustManager[] {trust}, null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No TLS.", e);
        }
    }

    private String ask(Transport transport, ModelCall call) {
        return ask(transport, "https://127.0.0.1:" + server.getPort(), call);
    }

    private static String ask(Transport transport, String address, ModelCall call) {
        Connection connection = Connection.builder()
                .baseUri(address + "/v1")
                .key("k")
                .transport(transport)
                .build();
        try (OpenAiClient client =
                OpenAiClient.builder("gpt-4o-mini").connection(connection).build()) {
            return client.generate(ModelRequest.of("Hi"), call).text();
        }
    }

    private static ProviderException failureOf(Transport transport, String address) {
        return Objects.requireNonNull(
                catchThrowableOfType(ProviderException.class, () -> ask(transport, address, ModelCall.detached())));
    }

    private static MockResponse answer() {
        return new MockResponse.Builder()
                .setHeader("content-type", "application/json")
                .body("{\"choices\":[{\"index\":0,\"message\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}")
                .build();
    }

    private static MockResponse stream() {
        return new MockResponse.Builder()
                .setHeader("content-type", "text/event-stream")
                .body("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Good\"}}]}\n\n"
                        + "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\" day\"},"
                        + "\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n")
                .build();
    }
}
