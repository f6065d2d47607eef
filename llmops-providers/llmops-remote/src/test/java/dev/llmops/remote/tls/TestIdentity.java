package dev.llmops.remote.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** A key and a certificate for it, which it signed itself; both live as long as the test does. */
final class TestIdentity {
    private static final String ECDSA_SHA256 = "2a8648ce3d040302";
    private static final String COMMON_NAME = "550403";
    private static final String OTHER_NAMES = "551d11";

    private final KeyPair keys;
    private final Certificate certificate;

    private TestIdentity(KeyPair keys, Certificate certificate) {
        this.keys = keys;
        this.certificate = certificate;
    }

    /** {@return the identity of a server with a host name and, where it is not empty, an address} */
    static TestIdentity of(String host, String address) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair keys = generator.generateKeyPair();
            byte[] statement = statement(keys, host, address);
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(statement);
            byte[] signed = Der.sequence(statement, algorithm(), Der.bits(signature.sign()));
            return new TestIdentity(
                    keys,
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(signed)));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("No certificate could be made.", e);
        }
    }

    /** What the signature is for (RFC 5280, section 4.1). */
    private static byte[] statement(KeyPair keys, String host, String address) throws IOException {
        byte[] name = Der.sequence(Der.set(Der.sequence(Der.identifier(COMMON_NAME), Der.text(host))));
        byte[] names = Der.value(0x82, host.getBytes(StandardCharsets.US_ASCII));
        byte[] both = address.isEmpty()
                ? Der.sequence(names)
                : Der.sequence(
                        names, Der.value(0x87, InetAddress.getByName(address).getAddress()));
        byte[] extension = Der.sequence(Der.identifier(OTHER_NAMES), Der.octets(both));
        return Der.sequence(
                Der.value(0xa0, Der.integer(2)),
                Der.integer(1),
                algorithm(),
                name,
                Der.sequence(Der.utcTime("200101000000Z"), Der.utcTime("491231235959Z")),
                name,
                keys.getPublic().getEncoded(),
                Der.value(0xa3, Der.sequence(extension)));
    }

    private static byte[] algorithm() {
        return Der.sequence(Der.identifier(ECDSA_SHA256));
    }

    /** {@return what shows this identity} */
    KeyManager[] keyManagers() {
        try {
            KeyStore store = emptyStore();
            store.setKeyEntry("own", keys.getPrivate(), new char[0], new Certificate[] {certificate});
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, new char[0]);
            return factory.getKeyManagers();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The key cannot be used.", e);
        }
    }

    /** {@return what trusts this identity and nothing else} */
    X509TrustManager trustManager() {
        try {
            KeyStore store = emptyStore();
            store.setCertificateEntry("trusted", certificate);
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return (X509TrustManager) factory.getTrustManagers()[0];
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The certificate cannot be used.", e);
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, null);
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
        return store;
    }
}
