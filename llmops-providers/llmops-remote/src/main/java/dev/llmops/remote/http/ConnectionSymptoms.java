package dev.llmops.remote.http;

import dev.llmops.api.model.SendPhase;
import dev.llmops.remote.http.TransportFault.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * Tells what made a connection fail: that there was nobody to connect to, or something of TLS.
 *
 * <p>What a server thinks of a client's certificate comes as an alert (RFC 8446, section 6.2), whose name the JDK has
 * in the message of the exception only. With TLS 1.3 the alert comes after the request was sent, and may be lost when
 * the server closes the connection at once: then all that is seen is a broken connection.
 */
final class ConnectionSymptoms {
    private static final String ALERT = "fatal alert: ";

    private static final List<String> CLIENT_CERTIFICATE_ALERTS = List.of(
            "certificate_required",
            "bad_certificate",
            "unsupported_certificate",
            "certificate_revoked",
            "certificate_expired",
            "certificate_unknown",
            "unknown_ca",
            "access_denied");

    /** Alerts of servers that may be well again a moment later. */
    private static final List<String> PASSING_ALERTS = List.of("internal_error", "user_canceled", "close_notify");

    private ConnectionSymptoms() {}

    /** {@return the kind of failure; {@link Kind#IO} for everything else} */
    static Kind kind(IOException failure, SendPhase phase) {
        if (failure instanceof UnknownHostException) {
            return Kind.UNKNOWN_HOST;
        }
        if (failure instanceof ConnectException && phase == SendPhase.BEFORE_SEND) {
            return Kind.REFUSED;
        }
        if (!(failure instanceof SSLException) || phase == SendPhase.STARTED) {
            return Kind.IO;
        }
        if (failure instanceof SSLPeerUnverifiedException) {
            return Kind.OTHER_HOST;
        }
        if (hasCause(failure, CertificateException.class)) {
            return Kind.UNTRUSTED_CERTIFICATE;
        }
        String alert = alert(failure.getMessage());
        if (CLIENT_CERTIFICATE_ALERTS.contains(alert)) {
            return Kind.CLIENT_CERTIFICATE;
        }
        // What breaks in the middle of TLS is a connection like any other.
        boolean isBroken = hasCause(failure, EOFException.class)
                || hasCause(failure, SocketException.class)
                || PASSING_ALERTS.contains(alert);
        return isBroken || phase != SendPhase.BEFORE_SEND ? Kind.IO : Kind.NO_TLS;
    }

    private static String alert(@Nullable String message) {
        int start = message == null ? -1 : message.indexOf(ALERT);
        return message == null || start < 0
                ? ""
                : message.substring(start + ALERT.length()).strip();
    }

    private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
