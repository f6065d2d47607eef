package dev.llmops.testing;

import dev.llmops.testing.FaultStep.Send;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Compresses a body piece by piece, each of which can be read without those after it.
 *
 * <p>No piece refers to one before, so that a compressed piece may be sent more than once. Not safe
 * for concurrent use.
 */
final class GzipPieces {
    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private final CRC32 checksum = new CRC32();
    private long length;

    /** {@return the ten bytes that a gzip file begins with} */
    byte[] start() {
        return new byte[] {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    }

    /** {@return {@code piece}, compressed once; it counts as often as it is sent} */
    byte[] compress(Send piece) {
        if (!piece.isEndless()) {
            for (long time = 0; time < piece.times; time++) {
                checksum.update(piece.bytes);
            }
            length += piece.length();
        }
        if (piece.bytes.length == 0) {
            return piece.bytes;
        }
        deflater.setInput(piece.bytes);
        return drain(Deflater.FULL_FLUSH);
    }

    /** {@return the last block with checksum and length}; nothing can be compressed any more. */
    byte[] end() {
        deflater.finish();
        byte[] last = drain(Deflater.NO_FLUSH);
        deflater.end();
        return ByteBuffer.allocate(last.length + 8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(last)
                .putInt((int) checksum.getValue())
                .putInt((int) length)
                .array();
    }

    private byte[] drain(int flush) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        int count;
        do {
            count = deflater.deflate(buffer, 0, buffer.length, flush);
            out.write(buffer, 0, count);
        } while (count == buffer.length);
        return out.toByteArray();
    }
}
