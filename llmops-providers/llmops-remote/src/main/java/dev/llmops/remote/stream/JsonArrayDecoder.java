package dev.llmops.remote.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.llmops.api.Require;
import java.util.function.Consumer;

/**
 * Cuts a JSON array that is sent in pieces into its elements.
 *
 * <p>Each element of the outermost array is handed over as soon as it is complete. An object in place of
 * the array, such as an error body, is handed over whole at its end. Anything else fails. What follows
 * the end is ignored. Only nesting and strings are looked at: whether an element is valid JSON shows
 * when it is parsed. Bytes that are not UTF-8 become U+FFFD. Not safe for concurrent use.
 */
public final class JsonArrayDecoder implements EventDecoder {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final PendingBytes pending;
    private Place place = Place.BEFORE;
    /** The depth that elements lie at: 1 in an array, 0 for an object that is itself the element. */
    private int base;

    private int depth;
    private int markBytes;
    private boolean inElement;
    private boolean inString;
    private boolean escaped;
    /** Where the element begins in the bytes at hand; their beginning if it began before them. */
    private int start;

    /** Creates a decoder for one answer, with elements of at most {@code maxElementBytes}, at least 1. */
    public JsonArrayDecoder(int maxElementBytes) {
        Require.inRange(maxElementBytes, 1, Integer.MAX_VALUE, "maxElementBytes");
        this.pending = new PendingBytes("JSON element", maxElementBytes);
    }

    @Override
    public void feed(byte[] bytes, int offset, int length, Consumer<WireEvent> sink) {
        start = offset;
        int end = offset + length;
        for (int i = offset; i < end && place != Place.AFTER; i++) {
            if (inString) {
                inString(bytes, i, sink);
            } else if (place == Place.BEFORE) {
                before(bytes[i], i);
            } else {
                inside(bytes, i, sink);
            }
        }
        if (inElement) {
            pending.append(bytes, start, end);
        }
    }

    /** Hands over nothing: an element that has not come to its end is not whole. */
    @Override
    public boolean end(Consumer<WireEvent> sink) {
        boolean closed = place == Place.AFTER;
        pending.clear();
        inElement = false;
        place = Place.AFTER;
        return closed;
    }

    private void before(byte b, int at) {
        if (markBytes < BYTE_ORDER_MARK.length && b == BYTE_ORDER_MARK[markBytes]) {
            markBytes++;
        } else if (b == '[') {
            place = Place.INSIDE;
            base = 1;
            depth = 1;
        } else if (b == '{') {
            place = Place.INSIDE;
            begin(at);
            depth = 1;
        } else if (!isBlank(b)) {
            throw MalformedStreamException.notFramed("The answer is no JSON array: it begins with byte 0x"
                    + Integer.toHexString(b & 0xFF) + ". Check the address, and what answers there.");
        }
    }

    private void inside(byte[] bytes, int at, Consumer<WireEvent> sink) {
        byte b = bytes[at];
        if (b == '{' || b == '[') {
            begin(at);
            depth++;
        } else if (b == '}' || b == ']') {
            close(bytes, at, sink);
        } else if (b == '"') {
            begin(at);
            inString = true;
        } else if (b != ',' && !isBlank(b)) {
            begin(at);
        } else if (depth == base) {
            complete(bytes, at, sink);
        }
    }

    private void inString(byte[] bytes, int at, Consumer<WireEvent> sink) {
        byte b = bytes[at];
        if (escaped) {
            escaped = false;
        } else if (b == '\\') {
            escaped = true;
        } else if (b == '"') {
            inString = false;
            if (depth == base) {
                complete(bytes, at + 1, sink);
            }
        }
    }

    private void close(byte[] bytes, int at, Consumer<WireEvent> sink) {
        if (depth == base) {
            place = Place.AFTER;
            complete(bytes, at, sink);
            return;
        }
        depth--;
        if (depth == base) {
            place = base == 0 ? Place.AFTER : Place.INSIDE;
            complete(bytes, at + 1, sink);
        }
    }

    private void begin(int at) {
        if (!inElement) {
            inElement = true;
            start = at;
        }
    }

    private void complete(byte[] bytes, int end, Consumer<WireEvent> sink) {
        if (!inElement) {
            return;
        }
        inElement = false;
        String element;
        if (pending.size() == 0) {
            pending.requireRoomFor(end - start);
            element = new String(bytes, start, end - start, UTF_8);
        } else {
            pending.append(bytes, start, end);
            element = pending.text();
            pending.clear();
        }
        sink.accept(WireEvent.of("", element));
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    private enum Place {
        BEFORE,
        INSIDE,
        AFTER
    }
}
