package dev.llmops.remote.stream;

import java.util.function.Consumer;

/**
 * Cuts bytes into lines, wherever they are cut on their way.
 *
 * <p>A line that lies within one read is handed over where it lies, and not copied. Only whole lines
 * are decoded later, so that no character is ever cut.
 */
final class LineCutter {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final boolean carriageReturnEnds;
    private final Lines lines;
    private final PendingBytes pending;
    private boolean first = true;
    private boolean afterCarriageReturn;

    /** Cuts at every LF; if {@code carriageReturnEnds}, also at a CR, and takes CRLF for one end. */
    LineCutter(int maxLineBytes, boolean carriageReturnEnds, Lines lines) {
        this.carriageReturnEnds = carriageReturnEnds;
        this.lines = lines;
        this.pending = new PendingBytes("line", maxLineBytes);
    }

    /** Takes the next bytes and hands over every line that they end. */
    void feed(byte[] bytes, int offset, int length, Consumer<WireEvent> sink) {
        int end = offset + length;
        int start = offset;
        for (int i = offset; i < end; i++) {
            byte b = bytes[i];
            if (b == '\n') {
                if (!afterCarriageReturn || i > start || pending.size() > 0) {
                    line(bytes, start, i, sink);
                }
                afterCarriageReturn = false;
                start = i + 1;
            } else if (b == '\r' && carriageReturnEnds) {
                line(bytes, start, i, sink);
                afterCarriageReturn = true;
                start = i + 1;
            }
        }
        if (start < end) {
            pending.append(bytes, start, end);
            afterCarriageReturn = false;
        }
    }

    /** Hands over the last line if it has no end; {@return whether there was one} */
    boolean end(Consumer<WireEvent> sink) {
        if (pending.size() == 0) {
            return false;
        }
        line(pending.array(), 0, 0, sink);
        return true;
    }

    private void line(byte[] bytes, int from, int to, Consumer<WireEvent> sink) {
        if (pending.size() == 0) {
            pending.requireRoomFor(to - from);
            whole(bytes, from, to, sink);
        } else {
            pending.append(bytes, from, to);
            byte[] joined = pending.array();
            int size = pending.size();
            pending.clear();
            whole(joined, 0, size, sink);
        }
    }

    private void whole(byte[] bytes, int from, int to, Consumer<WireEvent> sink) {
        int start = first && startsWithMark(bytes, from, to) ? from + BYTE_ORDER_MARK.length : from;
        first = false;
        lines.line(bytes, start, to, sink);
    }

    private static boolean startsWithMark(byte[] bytes, int from, int to) {
        return to - from >= BYTE_ORDER_MARK.length
                && bytes[from] == BYTE_ORDER_MARK[0]
                && bytes[from + 1] == BYTE_ORDER_MARK[1]
                && bytes[from + 2] == BYTE_ORDER_MARK[2];
    }

    /** Takes lines. */
    interface Lines {
        /** Takes the line that lies from {@code from} to before {@code to}, without its end. */
        void line(byte[] bytes, int from, int to, Consumer<WireEvent> sink);
    }
}
