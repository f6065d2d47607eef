package dev.llmops.remote.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.llmops.remote.http.OutgoingRequest;
import java.net.URI;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests as AWS wants it: Signature Version 4.
 *
 * <p>Signed are method, path, query, body, and the headers {@code content-type}, {@code host} and those that
 * begin with {@code x-amz-}. Immutable.
 *
 * @param region the region of the service
 * @param service the name of the service
 */
record SigV4(String region, String service) {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String TERMINATOR = "aws4_request";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int DATE_LENGTH = 8;

    /** {@return the headers that sign {@code request}; names in lower case} */
    Map<String, String> sign(OutgoingRequest request, AwsCredentials.Keys keys, Instant now) {
        String time = TIME.format(now);
        Map<String, String> added = new LinkedHashMap<>();
        added.put("x-amz-date", time);
        if (!keys.sessionToken().isEmpty()) {
            added.put("x-amz-security-token", keys.sessionToken());
        }
        SortedMap<String, String> headers = headers(request, added);
        String names = String.join(";", headers.keySet());
        String scope = String.join("/", time.substring(0, DATE_LENGTH), region, service, TERMINATOR);
        String canonical = hex(sha256(canonical(request, headers, names).getBytes(UTF_8)));
        String toSign = String.join("\n", ALGORITHM, time, scope, canonical);
        byte[] key = key(keys.secretAccessKey(), time.substring(0, DATE_LENGTH));
        added.put(
                "authorization",
                ALGORITHM + " Credential=" + keys.accessKeyId() + "/" + scope + ", SignedHeaders=" + names
                        + ", Signature=" + hex(hmac(key, toSign)));
        return added;
    }

    private static SortedMap<String, String> headers(OutgoingRequest request, Map<String, String> added) {
        SortedMap<String, String> headers = new TreeMap<>(added);
        headers.put("host", host(request.uri()));
        request.headers().forEach((name, value) -> {
            if (name.equals("content-type") || name.startsWith("x-amz-")) {
                headers.putIfAbsent(name, value);
            }
        });
        return headers;
    }

    private static String host(URI uri) {
        boolean usual = uri.getPort() < 0
                || (uri.getScheme().equals("https") && uri.getPort() == 443)
                || (uri.getScheme().equals("http") && uri.getPort() == 80);
        return usual ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    }

    /** {@return the request in the one form that both sides hash} */
    static String canonical(OutgoingRequest request, SortedMap<String, String> headers, String names) {
        String lines = headers.entrySet().stream()
                .map(header -> header.getKey() + ":" + header.getValue().strip().replaceAll(" +", " ") + "\n")
                .collect(Collectors.joining());
        return String.join(
                "\n",
                request.method(),
                path(request.uri()),
                query(request.uri()),
                lines,
                names,
                hex(sha256(request.body())));
    }

    /** {@return the path of the request, whose escapes are escaped once more} */
    private static String path(URI uri) {
        String path = uri.getRawPath();
        return path == null || path.isEmpty() ? "/" : path.replace("%", "%25");
    }

    private static String query(URI uri) {
        String query = uri.getRawQuery();
        if (query == null) {
            return "";
        }
        return Arrays.stream(query.split("&", -1))
                .map(part -> part.contains("=") ? part : part + "=")
                .sorted()
                .collect(Collectors.joining("&"));
    }

    private byte[] key(String secret, String date) {
        byte[] key = hmac(("AWS4" + secret).getBytes(UTF_8), date);
        for (String step : new String[] {region, service, TERMINATOR}) {
            key = hmac(key, step);
        }
        return key;
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
