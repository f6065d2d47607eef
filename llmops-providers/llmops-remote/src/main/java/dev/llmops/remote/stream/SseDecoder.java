package dev.llmops.remote.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.llmops.api.Require;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts server-sent events.
 *
 * <p>Lines end with LF, CR or CRLF. The name of an event is its {@code event} field; {@code id} and
 * {@code retry} are read over, since no provider resumes by them. The standard drops an event that the
 * end of the stream cuts off before its blank line; some providers leave that line out, so the event is
 * handed over if its data are complete JSON or {@code [DONE]}.
 *
 * <p>Bytes that are not UTF-8 become U+FFFD. Not safe for concurrent use.
 */
public final class SseDecoder implements EventDecoder {
    private static final String DONE = "[DONE]";
    private static final byte[] DATA = {'d', 'a', 't', 'a'};
    private static final byte[] EVENT = {'e', 'v', 'e', 'n', 't'};

    private final int maxLineBytes;
    private final LineCutter cutter;
    private String name = "";
    private @Nullable String firstData;
    private @Nullable StringBuilder joinedData;

    /**
     * Creates a decoder for one stream.
     *
     * @param maxLineBytes the most bytes of a line, and characters of an event's data, at least 1
     */
    public SseDecoder(int maxLineBytes) {
        this.maxLineBytes = Require.inRange(maxLineBytes, 1, Integer.MAX_VALUE, "maxLineBytes");
        this.cutter = new LineCutter(maxLineBytes, true, this::line);
    }

    @Override
    public void feed(byte[] bytes, int offset, int length, Consumer<WireEvent> sink) {
        cutter.feed(bytes, offset, length, sink);
    }

    @Override
    public boolean end(Consumer<WireEvent> sink) {
        boolean cut = cutter.end(sink) || !name.isEmpty();
        String data = data();
        if (data != null && (data.equals(DONE) || CompleteJson.is(data))) {
            dispatch(sink);
            return true;
        }
        return data == null && !cut;
    }

    private void line(byte[] bytes, int from, int to, Consumer<WireEvent> sink) {
        if (from == to) {
            dispatch(sink);
        } else if (isField(DATA, bytes, from, to)) {
            addData(value(bytes, from + DATA.length, to));
        } else if (isField(EVENT, bytes, from, to)) {
            name = value(bytes, from + EVENT.length, to);
        }
    }

    private void addData(String value) {
        if (firstData == null) {
            firstData = value;
            return;
        }
        if (joinedData == null) {
            joinedData = new StringBuilder(firstData);
        }
        if (value.length() >= maxLineBytes - joinedData.length()) {
            throw MalformedStreamException.tooLong(
                    "The data of an event of the stream are longer than the limit of " + maxLineBytes
                            + " characters. Raise the connection's maxEventBytes if the server means to send such.");
        }
        joinedData.append('\n').append(value);
    }

    private @Nullable String data() {
        return joinedData == null ? firstData : joinedData.toString();
    }

    private void dispatch(Consumer<WireEvent> sink) {
        String data = data();
        String ofEvent = name;
        name = "";
        firstData = null;
        joinedData = null;
        if (data != null) {
            sink.accept(WireEvent.of(ofEvent, data));
        }
    }

    private static boolean isField(byte[] field, byte[] bytes, int from, int to) {
        int end = from + field.length;
        if (to < end || (to > end && bytes[end] != ':')) {
            return false;
        }
        for (int i = 0; i < field.length; i++) {
            if (bytes[from + i] != field[i]) {
                return false;
            }
        }
        return true;
    }

    /** {@return what follows the colon at {@code colon}, if there is one, and one space, if there is one} */
    private static String value(byte[] bytes, int colon, int to) {
        int from = Math.min(colon + 1, to);
        if (from < to && bytes[from] == ' ') {
            from++;
        }
        return new String(bytes, from, to - from, UTF_8);
    }
}
