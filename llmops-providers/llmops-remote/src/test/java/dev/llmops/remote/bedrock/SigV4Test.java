package dev.llmops.remote.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.remote.http.OutgoingRequest;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SigV4Test {
    private static final String BODY = "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"hi\"}]}]}";
    private static final URI ADDRESS = URI.create("https://bedrock-runtime.us-east-1.amazonaws.com/model/"
            + "anthropic.claude-3-haiku-20240307-v1%3A0/converse");
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final SigV4 signer = new SigV4("us-east-1", "bedrock");

    private static OutgoingRequest request(URI address) {
        return new OutgoingRequest(
                "POST",
                address,
                Map.of("content-type", "application/json", "accept", "application/json"),
                BODY.getBytes(UTF_8));
    }

    private static String hash(String text) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    }

    @Test
    void writesTheCanonicalRequest() throws NoSuchAlgorithmException {
        TreeMap<String, String> headers = new TreeMap<>(Map.of(
                "content-type", "application/json",
                "host", "bedrock-runtime.us-east-1.amazonaws.com",
                "x-amz-date", "20260102T030405Z"));

        String canonical = SigV4.canonical(request(ADDRESS), headers, "content-type;host;x-amz-date");

        assertThat(canonical.lines())
                .contains(
                        "/model/anthropic.claude-3-haiku-20240307-v1%253A0/converse",
                        "c3335e07d6e89650bf94cb98664be69f8774dbc3198df221f113db0a59ea14f0");
        assertThat(hash(canonical)).isEqualTo("9877d8eba6c3f18f057d931b49eff63c12ff3f65c0958506a6715c6e872e1b96");
    }

    @Test
    void signsWithLastingKeys() {
        AwsCredentials.Keys keys = new AwsCredentials.Keys("AKIDEXAMPLE", "example-secret-not-a-key", "");

        Map<String, String> headers = signer.sign(request(ADDRESS), keys, NOW);

        assertThat(headers)
                .containsEntry("x-amz-date", "20260102T030405Z")
                .doesNotContainKey("x-amz-security-token")
                .containsEntry(
                        "authorization",
                        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260102/us-east-1/bedrock/aws4_request, "
                                + "SignedHeaders=content-type;host;x-amz-date, "
                                + "Signature=66c6a25db15f30cc99b3c19f2b0b12d5d40091a621a6ace3015dbbf05a55f665");
    }

    @Test
    void signsWithTemporaryKeys() {
        AwsCredentials.Keys keys =
                new AwsCredentials.Keys("AKIDEXAMPLE", "example-secret-not-a-key", "session-token-example");

        Map<String, String> headers = signer.sign(request(ADDRESS), keys, NOW);

        assertThat(headers).containsEntry("x-amz-security-token", "session-token-example");
        assertThat(headers.get("authorization"))
                .contains("SignedHeaders=content-type;host;x-amz-date;x-amz-security-token, ")
                .endsWith("Signature=1a7fcf6db5c0b411568591a886606d272aae4c5f334b719f97512dc3f9dfeecc");
    }

    @Test
    void signsPortsThatAreNotTheUsualOnes() {
        TreeMap<String, String> none = new TreeMap<>();
        AwsCredentials.Keys keys = new AwsCredentials.Keys("A", "B", "");

        String usual = signer.sign(request(URI.create("http://localhost:80/x")), keys, NOW)
                .get("authorization");
        String plain = signer.sign(request(URI.create("http://localhost/x")), keys, NOW)
                .get("authorization");
        String other = signer.sign(request(URI.create("http://localhost:81/x")), keys, NOW)
                .get("authorization");

        assertThat(usual).isEqualTo(plain).isNotEqualTo(other);
        assertThat(SigV4.canonical(request(URI.create("http://localhost?b=2&a")), none, ""))
                .startsWith("POST\n/\na=&b=2\n");
    }

    @Test
    void showsNoKeys() {
        AwsCredentials.Keys keys = new AwsCredentials.Keys("AKIDEXAMPLE", "hush", "token");

        assertThat(keys.toString()).doesNotContain("AKID", "hush", "token");
    }
}
