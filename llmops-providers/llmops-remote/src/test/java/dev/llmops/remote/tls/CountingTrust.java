package dev.llmops.remote.tls;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.X509TrustManager;

/** Decides as another trust manager does, and counts how often it was asked about a server: once per handshake. */
final class CountingTrust implements X509TrustManager {
    private final X509TrustManager decides;
    private final AtomicInteger asked = new AtomicInteger();

    CountingTrust(X509TrustManager decides) {
        this.decides = decides;
    }

    int asked() {
        return asked.get();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        decides.checkClientTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        asked.incrementAndGet();
        decides.checkServerTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return decides.getAcceptedIssuers();
    }
}
