package dev.llmops.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.ConfigurationException;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.TransportException;
import dev.llmops.remote.openai.OpenAiClient;
import dev.llmops.testing.FaultScript;
import dev.llmops.testing.FaultServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TransportTest {
    private static final String ANSWER =
            "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}";

    private final FaultServer server = FaultServer.start();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void asksThroughAProxyThatWantsALogin() {
        server.enqueue(
                FaultScript.answer(407).header("proxy-authenticate", "Basic realm=\"gate\""),
                FaultScript.json(200, ANSWER));
        try (Transport transport = Transport.builder()
                .proxy(ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port())))
                .proxyLogin("ada", Credentials.of("proxy-secret"))
                .build()) {

            String answer = ask(transport, "http://provider.invalid/v1");

            assertThat(answer).isEqualTo("Hi");
            assertThat(server.requests().get(1).target()).isEqualTo("http://provider.invalid/v1/chat/completions");
            assertThat(server.requests().get(1).header("proxy-authorization"))
                    .hasValue("Basic YWRhOnByb3h5LXNlY3JldA==");
            assertThat(transport.toString()).doesNotContain("proxy-secret");
        }
    }

    @Test
    void headersOfTheUserGoWithEveryRequest() {
        server.enqueue(FaultScript.json(200, ANSWER));
        Connection connection = Connection.builder()
                .baseUri(server.uri() + "/v1")
                .key("k")
                .header("X-Team", "water")
                .headers(scope -> Map.of("traceparent", "00-" + scope.model()))
                .build();
        try (OpenAiClient client =
                OpenAiClient.builder("gpt-4o-mini").connection(connection).build()) {

            client.generate(ModelRequest.of("Hi"), ModelCall.detached());

            assertThat(server.requests().get(0).header("x-team")).hasValue("water");
            assertThat(server.requests().get(0).header("traceparent")).hasValue("00-gpt-4o-mini");
        }
    }

    @Test
    void aKeyIsAskedForAtEveryRequest() {
        server.onEveryRequest(FaultScript.json(200, ANSWER));
        int[] asked = new int[1];
        Connection connection = Connection.builder()
                .baseUri(server.uri() + "/v1")
                .credentials(scope -> "key-" + asked[0]++)
                .build();
        try (OpenAiClient client =
                OpenAiClient.builder("gpt-4o-mini").connection(connection).build()) {
            client.generate(ModelRequest.of("Hi"), ModelCall.detached());
            client.generate(ModelRequest.of("Hi"), ModelCall.detached());
        }

        assertThat(server.requests().get(0).header("authorization")).hasValue("Bearer key-0");
        assertThat(server.requests().get(1).header("authorization")).hasValue("Bearer key-1");
    }

    @Test
    void aKeyWithALineEndIsRefusedWithoutBeingShown() {
        Connection connection = Connection.builder()
                .baseUri(server.uri() + "/v1")
                .credentials(scope -> "secret-a\nX-Other: secret-b")
                .build();
        try (OpenAiClient client =
                OpenAiClient.builder("gpt-4o-mini").connection(connection).build()) {

            assertThatThrownBy(() -> client.generate(ModelRequest.of("Hi"), ModelCall.detached()))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("authorization")
                    .hasNoCause()
                    .message()
                    .doesNotContain("secret");
        }
        assertThat(server.requestCount()).isZero();
    }

    @Test
    @SuppressWarnings("NullAway") // credentials that break their contract
    void credentialsThatGiveNullAreTold() {
        Connection connection = Connection.builder()
                .baseUri(server.uri() + "/v1")
                .credentials(scope -> null)
                .build();
        try (OpenAiClient client =
                OpenAiClient.builder("gpt-4o-mini").connection(connection).build()) {

            assertThatThrownBy(() -> client.generate(ModelRequest.of("Hi"), ModelCall.detached()))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("credentials for openai gave null");
        }
    }

    @Test
    void anAnswerOfNegativeLengthIsAFailureOfTheTransport() {
        server.enqueue(FaultScript.raw().text("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n{}"));
        try (OpenAiClient client = OpenAiClient.builder("gpt-4o-mini")
                .connection(Connection.builder()
                        .baseUri(server.uri() + "/v1")
                        .key("k")
                        .build())
                .build()) {

            assertThatThrownBy(() -> client.generate(ModelRequest.of("Hi"), ModelCall.detached()))
                    .isInstanceOf(TransportException.class);
        }
    }

    @Test
    void aClosedTransportSaysSo() {
        Transport transport = Transport.standard();
        transport.close();
        transport.close();

        assertThatThrownBy(() -> ask(transport, server.uri() + "/v1"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void aSharedTransportOutlivesItsClients() {
        server.onEveryRequest(FaultScript.json(200, ANSWER));
        try (Transport transport = Transport.standard()) {
            ask(transport, server.uri() + "/v1");
            ask(transport, server.uri() + "/v1");

            assertThat(server.connectionCount()).isEqualTo(1);
            assertThat(transport.idleConnections()).isEqualTo(1);
        }
        server.awaitNoConnections();
    }

    private static String ask(Transport transport, String address) {
        Connection connection = Connection.builder()
                .baseUri(address)
                .key("k")
                .transport(transport)
                .build();
        try (OpenAiClient client =
                OpenAiClient.builder("gpt-4o-mini").connection(connection).build()) {
            return client.generate(ModelRequest.of("Hi"), ModelCall.detached()).text();
        }
    }
}
