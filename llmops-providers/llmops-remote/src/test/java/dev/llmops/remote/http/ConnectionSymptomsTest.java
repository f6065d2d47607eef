package dev.llmops.remote.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.model.SendPhase;
import dev.llmops.remote.http.TransportFault.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertificateExpiredException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionSymptomsTest {
    @Test
    void aHostWithoutAnAddressIsUnknown() {
        assertThat(ConnectionSymptoms.kind(new UnknownHostException("host.invalid"), SendPhase.BEFORE_SEND))
                .isEqualTo(Kind.UNKNOWN_HOST);
    }

    @Test
    void aPortWhereNobodyListensRefuses() {
        assertThat(ConnectionSymptoms.kind(new ConnectException("Connection refused"), SendPhase.BEFORE_SEND))
                .isEqualTo(Kind.REFUSED);
    }

    @Test
    void aCertificateThatTheTrustManagerRefusesIsNotTrusted() {
        SSLHandshakeException failure = new SSLHandshakeException("no");
        failure.initCause(new IllegalStateException(new CertificateExpiredException("since yesterday")));

        assertThat(ConnectionSymptoms.kind(failure, SendPhase.BEFORE_SEND)).isEqualTo(Kind.UNTRUSTED_CERTIFICATE);
    }

    @Test
    void aNameThatTheCertificateLacksIsAnotherHost() {
        assertThat(ConnectionSymptoms.kind(new SSLPeerUnverifiedException("Hostname"), SendPhase.BEFORE_SEND))
                .isEqualTo(Kind.OTHER_HOST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Received fatal alert: certificate_required",
                "(certificate_required) Received fatal alert: certificate_required",
                "Received fatal alert: unknown_ca"
            })
    void anAlertAboutTheCertificateOfTheClientIsToldAlsoAfterSending(String message) {
        assertThat(ConnectionSymptoms.kind(new SSLHandshakeException(message), SendPhase.BEFORE_SEND))
                .isEqualTo(Kind.CLIENT_CERTIFICATE);
        assertThat(ConnectionSymptoms.kind(new SSLException(message), SendPhase.SENT))
                .isEqualTo(Kind.CLIENT_CERTIFICATE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Received fatal alert: protocol_version", "Unsupported or unrecognized SSL message"})
    void whatCannotAgreeBeforeSendingHasNoTls(String message) {
        assertThat(ConnectionSymptoms.kind(new SSLException(message), SendPhase.BEFORE_SEND))
                .isEqualTo(Kind.NO_TLS);
        assertThat(ConnectionSymptoms.kind(new SSLException(message), SendPhase.STARTED))
                .isEqualTo(Kind.IO);
    }

    @Test
    void aConnectionThatBreaksInTheHandshakeIsABrokenConnection() {
        IOException ended = (IOException) new SSLHandshakeException("Remote host terminated the handshake")
                .initCause(new EOFException("SSL peer shut down incorrectly"));
        IOException reset = new SSLException("Connection reset", new SocketException("Connection reset"));
        IOException passing = new SSLException("Received fatal alert: internal_error");

        assertThat(ConnectionSymptoms.kind(ended, SendPhase.BEFORE_SEND)).isEqualTo(Kind.IO);
        assertThat(ConnectionSymptoms.kind(reset, SendPhase.BEFORE_SEND)).isEqualTo(Kind.IO);
        assertThat(ConnectionSymptoms.kind(passing, SendPhase.BEFORE_SEND)).isEqualTo(Kind.IO);
        assertThat(ConnectionSymptoms.kind(new IOException("unexpected end"), SendPhase.SENT))
                .isEqualTo(Kind.IO);
    }
}
