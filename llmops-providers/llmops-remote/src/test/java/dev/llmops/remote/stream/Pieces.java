package dev.llmops.remote.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntSupplier;

/** Feeds bytes to a decoder in pieces, out of one buffer that is overwritten after each piece, as sockets do. */
final class Pieces {
    private static final int OFFSET = 3;

    private Pieces() {}

    /** {@return the events of a text that comes at once and then ends} */
    static List<WireEvent> events(EventDecoder decoder, String text) {
        return events(decoder, text.getBytes(UTF_8));
    }

    /** {@return the events of bytes that come at once and then end} */
    static List<WireEvent> events(EventDecoder decoder, byte[] bytes) {
        return events(decoder, bytes, Math.max(1, bytes.length));
    }

    /** {@return the events of bytes that come in pieces of {@code size} and then end} */
    static List<WireEvent> events(EventDecoder decoder, byte[] bytes, int size) {
        return events(decoder, bytes, () -> size);
    }

    /** {@return the events of bytes that come in pieces of the given sizes and then end} */
    static List<WireEvent> events(EventDecoder decoder, byte[] bytes, IntSupplier sizes) {
        List<WireEvent> events = feed(decoder, bytes, sizes);
        decoder.end(events::add);
        return events;
    }

    /** {@return the events of bytes after which more may come} */
    static List<WireEvent> feed(EventDecoder decoder, byte[] bytes, IntSupplier sizes) {
        List<WireEvent> events = new ArrayList<>();
        for (int at = 0; at < bytes.length; ) {
            int length = Math.min(sizes.getAsInt(), bytes.length - at);
            byte[] buffer = new byte[OFFSET + length + OFFSET];
            Arrays.fill(buffer, (byte) '\n');
            System.arraycopy(bytes, at, buffer, OFFSET, length);
            decoder.feed(buffer, OFFSET, length, events::add);
            Arrays.fill(buffer, (byte) '!');
            at += length;
        }
        return events;
    }

    /** {@return the events of a text that comes in two pieces, cut before the byte {@code at}, and then ends} */
    static List<WireEvent> cut(EventDecoder decoder, String text, int at) {
        byte[] bytes = text.getBytes(UTF_8);
        List<WireEvent> events = new ArrayList<>();
        decoder.feed(bytes, 0, at, events::add);
        decoder.feed(bytes, at, bytes.length - at, events::add);
        decoder.end(events::add);
        return events;
    }
}
