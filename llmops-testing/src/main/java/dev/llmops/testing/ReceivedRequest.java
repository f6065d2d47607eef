package dev.llmops.testing;

import dev.llmops.api.Require;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A request as a {@link FaultServer} has read it. Never changes. */
public final class ReceivedRequest {
    private final int connection;
    private final String method;
    private final String target;
    private final List<Map.Entry<String, String>> headers;
    private final byte[] body;
    private final long bodyLength;
    private final long atNanos = System.nanoTime();

    ReceivedRequest(
            int connection,
            String method,
            String target,
            List<Map.Entry<String, String>> headers,
            byte[] body,
            long bodyLength) {
        this.connection = connection;
        this.method = method;
        this.target = target;
        this.headers = List.copyOf(headers);
        this.body = body;
        this.bodyLength = bodyLength;
    }

    /** {@return the number of the connection it came on, from 0} */
    public int connection() {
        return connection;
    }

    /** {@return the method, such as {@code POST}} */
    public String method() {
        return method;
    }

    /** {@return path and query, as they were sent} */
    public String target() {
        return target;
    }

    /** {@return the path, without the query} */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** {@return all headers as names and values, in the order and spelling in which they were sent} */
    public List<Map.Entry<String, String>> headers() {
        return headers;
    }

    /** {@return the first header called {@code name}, in any case} */
    public Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    /** {@return the values of all headers called {@code name}, in any case} */
    public List<String> headers(String name) {
        String wanted = Require.nonBlank(name, "name").toLowerCase(Locale.ROOT);
        return headers.stream()
                .filter(each -> each.getKey().toLowerCase(Locale.ROOT).equals(wanted))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** {@return the body, without chunk lengths: its first 16 MiB} */
    public byte[] body() {
        return body.clone();
    }

    /** {@return the body, or its first 16 MiB, read as UTF-8} */
    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** {@return how many bytes the body had} */
    public long bodyLength() {
        return bodyLength;
    }

    /** {@return when the last byte was read, in the terms of {@link System#nanoTime()}} */
    public long atNanos() {
        return atNanos;
    }

    /** {@return whether the client will not use the connection again} */
    boolean isLast() {
        return header("connection").filter("close"::equalsIgnoreCase).isPresent();
    }

    /** {@return about how much memory this takes} */
    long weight() {
        return 512L + body.length;
    }

    /** Shows method, path and length, neither headers nor body. */
    @Override
    public String toString() {
        return "ReceivedRequest[" + method + " " + path() + ", connection=" + connection + ", bodyLength=" + bodyLength
                + "]";
    }
}
