package dev.llmops.remote.wire;

import dev.llmops.api.CallControl;
import dev.llmops.remote.http.Exchange;
import dev.llmops.remote.http.ResponseHead;
import dev.llmops.remote.http.TransportFault;
import dev.llmops.remote.stream.MalformedStreamException;
import dev.llmops.remote.stream.NdjsonDecoder;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * An answer of one JSON value per line, read as it comes.
 *
 * <p>Holds one piece of the answer and the lines that end in it, however long the answer is. Used by
 * the thread that opened it. Must be closed, at its end or before.
 */
public final class JsonLines implements AutoCloseable {
    private static final int PIECE = 16 * 1024;

    private final ProviderLink link;
    private final Exchange exchange;
    private final ResponseHead head;
    private final String model;
    private final CallControl control;
    private final NdjsonDecoder decoder;
    private final Queue<String> lines = new ArrayDeque<>();
    private final byte[] piece = new byte[PIECE];
    private boolean inLine;
    private boolean ended;

    JsonLines(ProviderLink link, Exchange exchange, ResponseHead head, String model, CallControl control) {
        this.link = link;
        this.exchange = exchange;
        this.head = head;
        this.model = model;
        this.control = control;
        this.decoder = new NdjsonDecoder(link.connection().maxEventBytes());
    }

    /**
     * {@return the next line that is not blank; null at the end}
     *
     * @throws dev.llmops.api.model.ProviderException if the answer breaks off, also within its last line
     */
    public @Nullable String next() {
        try {
            while (lines.isEmpty() && !ended) {
                readPiece();
            }
        } catch (TransportFault e) {
            throw link.exception(e, model, control, null);
        } catch (MalformedStreamException e) {
            throw link.malformedStream(e, head, model, null);
        }
        return lines.poll();
    }

    private void readPiece() throws TransportFault {
        int count = exchange.read(piece);
        if (count >= 0) {
            noteLineEnd(count);
            decoder.feed(piece, 0, count, event -> lines.add(event.data()));
            return;
        }
        ended = true;
        decoder.end(event -> lines.add(event.data()));
        if (inLine && lines.isEmpty()) {
            throw link.brokenLine(head, model);
        }
    }

    /** The decoder drops a last line that is not whole, which here would lose a result in silence. */
    private void noteLineEnd(int count) {
        for (int i = 0; i < count; i++) {
            byte b = piece[i];
            inLine = b != '\n' && (inLine || (b != ' ' && b != '\t' && b != '\r'));
        }
    }

    /** Ends the answer, read to its end or not. */
    @Override
    public void close() {
        exchange.close();
    }

    /** Shows the status only. */
    @Override
    public String toString() {
        return "JsonLines[" + head.status() + "]";
    }
}
