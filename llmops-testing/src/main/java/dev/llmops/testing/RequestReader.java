package dev.llmops.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads the requests of one connection, in whatever parts they come.
 *
 * <p>Keeps at most 64 KiB of a head and 16 MiB of a body. Not safe for concurrent use.
 */
final class RequestReader {
    private static final int LONGEST_LINE = 64 * 1024;
    private static final int LONGEST_BODY = 16 * 1024 * 1024;

    private final int connection;
    private final Consumer<ReceivedRequest> requests;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(0);
    private final List<Map.Entry<String, String>> headers = new ArrayList<>();
    private State state = State.START;
    private String method = "";
    private String target = "";
    private int headLength;
    private long bodyLength;
    private long left;

    RequestReader(int connection, Consumer<ReceivedRequest> requests) {
        this.connection = connection;
        this.requests = requests;
    }

    /** Reads all of {@code input}; {@return false if this is not HTTP/1.1, so that nothing more can be read} */
    boolean read(ByteBuffer input) {
        while (input.hasRemaining() && state != State.BROKEN) {
            if (state == State.BODY || state == State.CHUNK) {
                take(input);
            } else {
                byte next = input.get();
                headLength++;
                if (next == '\n') {
                    String text = line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
                    line.reset();
                    state = line(text);
                } else {
                    line.write(next);
                }
                if (headLength > LONGEST_LINE) {
                    state = State.BROKEN;
                }
            }
        }
        return state != State.BROKEN;
    }

    private State line(String text) {
        return switch (state) {
            case START -> requestLine(text);
            case HEADERS -> text.isEmpty() ? endOfHead() : header(text);
            case CHUNK_LENGTH -> chunkLength(text);
            case CHUNK_END -> next(State.CHUNK_LENGTH);
            case TRAILERS -> text.isEmpty() ? complete() : next(State.TRAILERS);
            case BODY, CHUNK, BROKEN -> State.BROKEN;
        };
    }

    private State requestLine(String text) {
        if (text.isEmpty()) {
            return State.START;
        }
        String[] words = text.split(" ", -1);
        if (words.length != 3 || !words[2].startsWith("HTTP/1.")) {
            return State.BROKEN;
        }
        method = words[0];
        target = words[1];
        return State.HEADERS;
    }

    private State header(String text) {
        int colon = text.indexOf(':');
        if (colon < 1) {
            return State.BROKEN;
        }
        headers.add(
                Map.entry(text.substring(0, colon), text.substring(colon + 1).strip()));
        return State.HEADERS;
    }

    private State endOfHead() {
        if (value("transfer-encoding").toLowerCase(Locale.ROOT).contains("chunked")) {
            return next(State.CHUNK_LENGTH);
        }
        String length = value("content-length");
        left = length.isEmpty() ? 0 : number(length, 10);
        if (left < 0) {
            return State.BROKEN;
        }
        return left == 0 ? complete() : State.BODY;
    }

    private State chunkLength(String text) {
        int extension = text.indexOf(';');
        left = number((extension < 0 ? text : text.substring(0, extension)).strip(), 16);
        if (left < 0) {
            return State.BROKEN;
        }
        return left == 0 ? next(State.TRAILERS) : State.CHUNK;
    }

    private void take(ByteBuffer input) {
        int count = (int) Math.min(left, input.remaining());
        byte[] part = new byte[count];
        input.get(part);
        body.write(part, 0, Math.min(count, LONGEST_BODY - body.size()));
        bodyLength += count;
        left -= count;
        if (left == 0) {
            state = state == State.BODY ? complete() : next(State.CHUNK_END);
        }
    }

    /** Every line of a chunked body may be as long as a head. */
    private State next(State other) {
        headLength = 0;
        return other;
    }

    private State complete() {
        requests.accept(new ReceivedRequest(connection, method, target, headers, body.toByteArray(), bodyLength));
        body.reset();
        headers.clear();
        bodyLength = 0;
        return next(State.START);
    }

    private String value(String name) {
        for (Map.Entry<String, String> header : headers) {
            if (header.getKey().equalsIgnoreCase(name)) {
                return header.getValue();
            }
        }
        return "";
    }

    private static long number(String digits, int radix) {
        try {
            return Long.parseLong(digits, radix);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private enum State {
        START,
        HEADERS,
        BODY,
        CHUNK_LENGTH,
        CHUNK,
        CHUNK_END,
        TRAILERS,
        BROKEN
    }
}
