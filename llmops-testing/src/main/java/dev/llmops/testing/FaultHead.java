package dev.llmops.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an answer begins with, and how its body is put on the wire.
 *
 * @param status 0 if nothing is sent but the pieces of the script, as they are
 * @param headers names and values, in turn
 * @param interims complete answers that only announce one, such as 103
 */
record FaultHead(int status, List<String> headers, Framing framing, boolean gzip, List<byte[]> interims) {
    /** How a reader finds the end of a body. */
    enum Framing {
        CHUNKED,
        SIZED,
        UNTIL_CLOSE
    }

    static FaultHead of(int status) {
        return new FaultHead(status, List.of(), Framing.CHUNKED, false, List.of());
    }

    FaultHead with(String name, String value) {
        return new FaultHead(status, plus(headers, name, value), framing, gzip, interims);
    }

    FaultHead framed(Framing how) {
        return new FaultHead(status, headers, how, gzip, interims);
    }

    FaultHead zipped() {
        return new FaultHead(status, headers, framing, true, interims);
    }

    FaultHead after(int interimStatus, List<String> interimHeaders) {
        byte[] interim = bytes(interimStatus, interimHeaders);
        List<byte[]> all = new ArrayList<>(interims);
        all.add(interim);
        return new FaultHead(status, headers, framing, gzip, List.copyOf(all));
    }

    /** {@return whether the pieces of the script are sent as they are} */
    boolean isRaw() {
        return status == 0;
    }

    boolean hasBody() {
        return status >= 200 && status != 204 && status != 304;
    }

    boolean isChunked() {
        return hasBody() && framing == Framing.CHUNKED;
    }

    /** {@return whether the answer says that the connection ends with it, or can only end so} */
    boolean endsConnection() {
        return isRaw()
                || (hasBody() && framing == Framing.UNTIL_CLOSE)
                || "close".equalsIgnoreCase(value("connection"));
    }

    /** {@return the head on the wire, for a body of {@code length} bytes} */
    byte[] bytes(long length) {
        List<String> all = headers;
        if (gzip) {
            all = plus(all, "content-encoding", "gzip");
        }
        if (isChunked() && value("transfer-encoding") == null) {
            all = plus(all, "transfer-encoding", "chunked");
        } else if (hasBody() && framing == Framing.SIZED && value("content-length") == null) {
            all = plus(all, "content-length", Long.toString(length));
        }
        return bytes(status, all);
    }

    private @Nullable String value(String name) {
        for (int i = 0; i < headers.size(); i += 2) {
            if (headers.get(i).toLowerCase(Locale.ROOT).equals(name)) {
                return headers.get(i + 1);
            }
        }
        return null;
    }

    private static byte[] bytes(int status, List<String> headers) {
        StringBuilder text = new StringBuilder("HTTP/1.1 ").append(status).append(" Scripted\r\n");
        for (int i = 0; i < headers.size(); i += 2) {
            text.append(headers.get(i)).append(": ").append(headers.get(i + 1)).append("\r\n");
        }
        return text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> plus(List<String> headers, String name, String value) {
        List<String> all = new ArrayList<>(headers);
        all.add(name);
        all.add(value);
        return List.copyOf(all);
    }
}
