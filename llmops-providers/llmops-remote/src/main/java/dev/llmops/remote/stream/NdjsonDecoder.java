package dev.llmops.remote.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.llmops.api.Require;
import java.util.function.Consumer;

/**
 * Cuts JSON values that come one per line.
 *
 * <p>Lines end with LF or CRLF; blank ones are skipped. A last line without an end is handed over if it
 * is complete JSON, and else dropped. Bytes that are not UTF-8 become U+FFFD. Not safe for concurrent
 * use.
 */
public final class NdjsonDecoder implements EventDecoder {
    private final LineCutter cutter;
    private boolean ended;
    private boolean lastWasWhole = true;

    /** Creates a decoder for one stream, with lines of at most {@code maxLineBytes}, at least 1. */
    public NdjsonDecoder(int maxLineBytes) {
        Require.inRange(maxLineBytes, 1, Integer.MAX_VALUE, "maxLineBytes");
        this.cutter = new LineCutter(maxLineBytes, false, this::line);
    }

    @Override
    public void feed(byte[] bytes, int offset, int length, Consumer<WireEvent> sink) {
        cutter.feed(bytes, offset, length, sink);
    }

    @Override
    public boolean end(Consumer<WireEvent> sink) {
        ended = true;
        return !cutter.end(sink) || lastWasWhole;
    }

    private void line(byte[] bytes, int from, int to, Consumer<WireEvent> sink) {
        int end = to > from && bytes[to - 1] == '\r' ? to - 1 : to;
        String value = new String(bytes, from, end - from, UTF_8);
        lastWasWhole = !ended || value.isBlank() || CompleteJson.is(value);
        if (!value.isBlank() && lastWasWhole) {
            sink.accept(WireEvent.of("", value));
        }
    }
}
