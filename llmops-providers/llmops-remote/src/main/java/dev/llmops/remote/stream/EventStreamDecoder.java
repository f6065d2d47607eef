package dev.llmops.remote.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.llmops.api.Require;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/**
 * Cuts frames of {@code application/vnd.amazon.eventstream}, and checks both of their checksums.
 *
 * <p>An event is named by {@code :event-type}. An exception becomes a failure named by
 * {@code :exception-type}, with its payload; an error becomes a failure named by {@code :error-code},
 * with the JSON payload {@code {"message": …}} made of {@code :error-message}. A frame of another
 * type passes as an event. Bytes of strings and payloads that are not UTF-8 become U+FFFD. Not safe for
 * concurrent use.
 */
public final class EventStreamDecoder implements EventDecoder {
    private static final int PRELUDE_BYTES = 12;
    private static final int CHECKSUM_BYTES = 4;
    private static final int MIN_FRAME_BYTES = PRELUDE_BYTES + CHECKSUM_BYTES;
    private static final int MAX_HEADER_BYTES = 128 * 1024;
    private static final int MAX_PAYLOAD_BYTES = 16 * 1024 * 1024;

    private final int maxFrameBytes;
    private final PendingBytes frame;
    /** Bytes to have before the next step: a prelude, then all of its frame. */
    private int wanted = PRELUDE_BYTES;

    private long frames;

    /**
     * Creates a decoder for one stream.
     *
     * @param maxFrameBytes the most bytes of a frame, at least 16; payloads above 16 MiB and headers
     *     above 128 KiB fail in any case
     */
    public EventStreamDecoder(int maxFrameBytes) {
        this.maxFrameBytes = Require.inRange(maxFrameBytes, MIN_FRAME_BYTES, Integer.MAX_VALUE, "maxFrameBytes");
        this.frame = new PendingBytes("frame", maxFrameBytes);
    }

    /** {@return how many whole and intact frames have come} */
    public long frames() {
        return frames;
    }

    @Override
    public void feed(byte[] bytes, int offset, int length, Consumer<WireEvent> sink) {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            int taken = Math.min(wanted - frame.size(), end - at);
            frame.append(bytes, at, at + taken);
            at += taken;
            if (frame.size() == wanted) {
                advance(sink);
            }
        }
    }

    /** Hands over nothing: a frame that has not come to its end is not whole. */
    @Override
    public boolean end(Consumer<WireEvent> sink) {
        boolean between = frame.size() == 0;
        frame.clear();
        wanted = PRELUDE_BYTES;
        return between;
    }

    private void advance(Consumer<WireEvent> sink) {
        byte[] bytes = frame.array();
        if (wanted == PRELUDE_BYTES) {
            requireChecksum(bytes, PRELUDE_BYTES - CHECKSUM_BYTES, "prelude of a frame");
            wanted = frameLength(ByteBuffer.wrap(bytes));
            return;
        }
        requireChecksum(bytes, wanted - CHECKSUM_BYTES, "frame");
        WireEvent event = event(bytes, wanted - CHECKSUM_BYTES);
        frame.clear();
        wanted = PRELUDE_BYTES;
        frames++;
        sink.accept(event);
    }

    private int frameLength(ByteBuffer prelude) {
        long total = Integer.toUnsignedLong(prelude.getInt(0));
        long headers = Integer.toUnsignedLong(prelude.getInt(4));
        requireAtMost(total, maxFrameBytes, "frame");
        requireAtMost(headers, MAX_HEADER_BYTES, "frame's headers part");
        long payload = total - headers - MIN_FRAME_BYTES;
        requireAtMost(payload, MAX_PAYLOAD_BYTES, "frame's payload");
        if (payload < 0) {
            throw MalformedStreamException.brokenFrame(
                    "A frame of " + total + " bytes cannot hold headers of " + headers + " bytes.");
        }
        return (int) total;
    }

    private static void requireAtMost(long length, int limit, String what) {
        if (length > limit) {
            throw MalformedStreamException.tooLong(
                    "A " + what + " has " + length + " bytes, more than the limit of " + limit + ".");
        }
    }

    private static void requireChecksum(byte[] bytes, int length, String what) {
        CRC32 sum = new CRC32();
        sum.update(bytes, 0, length);
        if ((int) sum.getValue() != ByteBuffer.wrap(bytes).getInt(length)) {
            throw MalformedStreamException.brokenFrame(
                    "The checksum of a " + what + " is wrong: the stream was damaged on its way.");
        }
    }

    private static WireEvent event(byte[] bytes, int payloadEnd) {
        int headersLength = ByteBuffer.wrap(bytes).getInt(4);
        int payloadStart = PRELUDE_BYTES + headersLength;
        FrameHeaders headers = FrameHeaders.of(ByteBuffer.wrap(bytes, PRELUDE_BYTES, headersLength));
        String payload = new String(bytes, payloadStart, payloadEnd - payloadStart, UTF_8);
        return switch (headers.string(":message-type")) {
            case "exception" -> failure(headers.string(":exception-type"), payload);
            case "error" -> failure(headers.string(":error-code"), message(headers.string(":error-message")));
            default -> WireEvent.of(headers.string(":event-type"), payload);
        };
    }

    private static WireEvent failure(String name, String data) {
        return new WireEvent(WireEvent.Kind.FAILURE, name, data);
    }

    private static String message(String text) {
        return JsonNodeFactory.instance.objectNode().put("message", text).toString();
    }
}
