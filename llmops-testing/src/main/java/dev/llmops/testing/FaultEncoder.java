package dev.llmops.testing;

import dev.llmops.api.Require;
import dev.llmops.testing.FaultHead.Framing;
import dev.llmops.testing.FaultStep.Ending;
import dev.llmops.testing.FaultStep.Send;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Turns the pieces of a script into what goes over the wire: head, encoding and chunks. */
final class FaultEncoder {
    /** Short pieces that are repeated go out in blocks of about this many bytes. */
    private static final int BLOCK = 64 * 1024;

    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final FaultHead head;
    private final List<FaultStep> body = new ArrayList<>();

    private FaultEncoder(FaultHead head) {
        this.head = head;
    }

    static FaultWire encode(FaultHead head, List<FaultStep> pieces, Ending ending, FaultDelivery delivery) {
        FaultEncoder encoder = new FaultEncoder(head);
        if (head.isRaw() || head.hasBody()) {
            encoder.body(pieces, ending);
        } else {
            pieces.stream().filter(piece -> !(piece instanceof Send)).forEach(encoder.body::add);
        }
        List<FaultStep> all = new ArrayList<>();
        head.interims().forEach(interim -> all.add(new Send(interim, 1)));
        if (!head.isRaw()) {
            all.add(new Send(head.bytes(encoder.bodyLength()), 1));
        }
        long headLength = FaultWire.length(all);
        all.addAll(encoder.body);
        boolean closes = ending == Ending.COMPLETE && head.endsConnection();
        return new FaultWire(all, headLength, closes ? Ending.COMPLETE_AND_CLOSE : ending, delivery);
    }

    private void body(List<FaultStep> pieces, Ending ending) {
        GzipPieces gzip = head.gzip() ? new GzipPieces() : null;
        if (gzip != null) {
            send(gzip.start(), 1);
        }
        for (FaultStep piece : pieces) {
            if (piece instanceof Send send) {
                send(gzip == null ? send.bytes : gzip.compress(send), send.times);
            } else {
                body.add(piece);
            }
        }
        if (gzip != null) {
            byte[] trailer = gzip.end();
            if (ending.isComplete()) {
                send(trailer, 1);
            }
        }
        if (head.isChunked() && ending.isComplete()) {
            body.add(new Send(LAST_CHUNK, 1));
        }
    }

    private long bodyLength() {
        long length = FaultWire.length(body);
        Require.that(
                head.framing() != Framing.SIZED || length < Long.MAX_VALUE,
                "script",
                "a body without an end has no content-length: leave out sized(), or set the header");
        return length;
    }

    private void send(byte[] bytes, long times) {
        if (bytes.length == 0) {
            // An empty chunk would end the body.
            return;
        }
        byte[] framed = head.isChunked() ? chunk(bytes) : bytes;
        long perBlock = Math.min(times, Math.max(1, BLOCK / framed.length));
        if (times == Send.FOREVER) {
            body.add(new Send(repeat(framed, perBlock), Send.FOREVER));
            return;
        }
        if (times > 0) {
            body.add(new Send(repeat(framed, perBlock), times / perBlock));
        }
        if (times > 0 && times % perBlock > 0) {
            body.add(new Send(repeat(framed, times % perBlock), 1));
        }
    }

    private static byte[] repeat(byte[] bytes, long times) {
        if (times == 1) {
            return bytes;
        }
        byte[] block = new byte[Math.toIntExact(bytes.length * times)];
        for (int start = 0; start < block.length; start += bytes.length) {
            System.arraycopy(bytes, 0, block, start, bytes.length);
        }
        return block;
    }

    private static byte[] chunk(byte[] bytes) {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream(bytes.length + 16);
        chunk.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        chunk.writeBytes(bytes);
        chunk.write('\r');
        chunk.write('\n');
        return chunk.toByteArray();
    }
}
